namespace Mesh.Simulator.World;

/// <summary>The world of one run: who can reach whom and when, where they are, and what carries their frames.</summary>
internal sealed record Scene
{
    /// <summary>Who can reach whom, and when.</summary>
    public required ContactPlan Contacts { get; init; }

    /// <summary>Where the nodes are; null for a graph without places.</summary>
    public Movement? Movement { get; init; }

    /// <summary>What carries frames.</summary>
    public required IMedium Medium { get; init; }
}
