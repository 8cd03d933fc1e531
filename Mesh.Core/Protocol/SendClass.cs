namespace Mesh.Protocol;

/// <summary>Which queue of a link a record waits in; lower goes first (docs/protocol.md, "Links").</summary>
internal enum SendClass : byte
{
    /// <summary>Handshake, liveness, tree repair, announcements.</summary>
    Control = 0,

    /// <summary>What is routed to one peer: calls, private messages and receipts.</summary>
    Private = 1,

    /// <summary>Room messages and presence.</summary>
    Chat = 2,

    /// <summary>Events of topics; under pressure the oldest is dropped.</summary>
    Topic = 3,

    /// <summary>Answers to pulls.</summary>
    Sync = 4,

    /// <summary>Files.</summary>
    Bulk = 5,
}
