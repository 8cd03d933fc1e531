using Mesh.Discovery;

namespace Mesh.Hosting;

/// <summary>Everything from which it can be told why a node is alone.</summary>
internal sealed record AloneEvidence
{
    /// <summary>This node's network name.</summary>
    public required string Network { get; init; }

    /// <summary>Whether multicast discovery is on.</summary>
    public required bool IsMdnsOn { get; init; }

    /// <summary>The addresses that a person gave.</summary>
    public IReadOnlyList<string> GivenPeers { get; init; } = [];

    /// <summary>The interfaces that a person named; none means all.</summary>
    public IReadOnlyList<string> GivenInterfaces { get; init; } = [];

    /// <summary>How each interface does.</summary>
    public IReadOnlyList<InterfaceState> Interfaces { get; init; } = [];

    /// <summary>Nodes that announce themselves and are none of ours.</summary>
    public IReadOnlyList<ObservedStranger> Strangers { get; init; } = [];

    /// <summary>Dials that failed.</summary>
    public IReadOnlyList<ObservedDial> Dials { get; init; } = [];

    /// <summary>Links that were refused.</summary>
    public IReadOnlyList<ObservedRefusal> Refusals { get; init; } = [];
}
