namespace Mesh.Protocol.Probes;

/// <summary>How a message came to a node; the values travel.</summary>
internal enum WayManner : byte
{
    /// <summary>It was written there, or that is not told.</summary>
    None = 0,

    /// <summary>A neighbour sent it as soon as it had it, or when it was asked to repair the tree.</summary>
    Pushed = 1,

    /// <summary>It was pulled: it was missing, and synchronisation found it.</summary>
    Pulled = 2,
}
