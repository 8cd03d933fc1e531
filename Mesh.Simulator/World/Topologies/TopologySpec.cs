using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.World.Topologies;

/// <summary>A graph of nodes that stand still.</summary>
internal sealed record TopologySpec
{
    /// <summary>Its shape.</summary>
    [Field("Shape of the graph.")]
    public required TopologyKind Kind { get; init; }

    /// <summary>Links of each node, or their mean in a random geometric graph.</summary>
    [Field("Links of each node; the mean of them in a geometric graph.", Min = 1, Max = 1000, For = "regular,geometric")]
    public double Degree { get; init; } = 8;
}
