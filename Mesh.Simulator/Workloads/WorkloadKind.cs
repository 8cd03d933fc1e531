namespace Mesh.Simulator.Workloads;

/// <summary>Patterns of senders.</summary>
internal enum WorkloadKind
{
    /// <summary>A random node each time, at even intervals.</summary>
    Random,

    /// <summary>Several messages of one node at once, again and again.</summary>
    Burst,

    /// <summary>One node writes everything, at even intervals.</summary>
    OneSender,

    /// <summary>Every node writes a message at the same instant.</summary>
    AllAtOnce,

    /// <summary>Group chat: rooms whose sizes and popularity follow Zipf's law, each with members of its own.</summary>
    ZipfRooms,

    /// <summary>What a file says was written, by whom and when.</summary>
    Replay,

    /// <summary>A random node each time writes to another random node.</summary>
    Private,
}
