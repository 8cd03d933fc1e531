namespace Mesh;

/// <summary>What a node knows of its surroundings, for whoever asks why others are not seen. A snapshot; every list is bounded.</summary>
public sealed record MeshDiagnosis
{
    /// <summary>When it was taken, by this machine's wall clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long the node runs; before two seconds little is decided.</summary>
    public required TimeSpan Running { get; init; }

    /// <summary>The network's name.</summary>
    public required string Network { get; init; }

    /// <summary>Whether the network is closed by a passphrase.</summary>
    public required bool IsClosed { get; init; }

    /// <summary>Whether the node announces itself and looks for others by multicast DNS.</summary>
    public required bool IsMdnsOn { get; init; }

    /// <summary>Where the node keeps its key, or null when it keeps nothing.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The only interfaces that the node was told to use; empty for all.</summary>
    public IReadOnlyList<string> GivenInterfaces { get; init; } = [];

    /// <summary>The peers whose addresses were given, and where these lead.</summary>
    public IReadOnlyList<GivenPeer> GivenPeers { get; init; } = [];

    /// <summary>Every interface of this machine, as discovery sees it; empty when <see cref="IsMdnsOn"/> is false.</summary>
    public IReadOnlyList<InterfaceDiagnosis> Interfaces { get; init; } = [];

    /// <summary>Dials of the last minute that led to no link, to peers that were heard or given and are no neighbours now; the latest last.</summary>
    public IReadOnlyList<FailedDial> Dials { get; init; } = [];

    /// <summary>Links of the last minute that were refused; the latest last.</summary>
    public IReadOnlyList<RefusedLink> Refusals { get; init; } = [];

    /// <summary>Nodes heard in the last five minutes that belong to another network or speak another revision.</summary>
    public IReadOnlyList<StrangerNode> Strangers { get; init; } = [];

    /// <summary>The clocks of the neighbours.</summary>
    public IReadOnlyList<NeighbourClock> Clocks { get; init; } = [];
}
