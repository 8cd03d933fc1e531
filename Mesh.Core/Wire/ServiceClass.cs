namespace Mesh.Wire;

/// <summary>How a bundle is carried (docs/protocol.md, "Core").</summary>
internal enum ServiceClass : byte
{
    /// <summary>A room's messages: stored, reconciled.</summary>
    Durable = 0,

    /// <summary>Topics, presence, typing: never stored, the oldest is dropped under pressure.</summary>
    Ephemeral = 1,

    /// <summary>For one peer: routed, carried, never reconciled.</summary>
    Private = 2,

    /// <summary>Files: pulled in chunks.</summary>
    Bulk = 3,
}
