using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.Baselines;

/// <summary>The parameters of gossipsub; the defaults are those of its specification (D 6, D_low 4, D_high 12).</summary>
internal sealed record GossipsubSpec
{
    /// <summary>Mesh links that a node wants (D).</summary>
    [Field("Mesh links that a node goes for when it has too few or too many (D).", Min = 1, Max = 1000)]
    public int Degree { get; init; } = 6;

    /// <summary>Below so many it grafts (D_low).</summary>
    [Field("With fewer mesh links it grafts more (D_low).", Min = 0, Max = 1000)]
    public int DegreeLow { get; init; } = 4;

    /// <summary>Above so many it prunes (D_high).</summary>
    [Field("With more mesh links it prunes some (D_high).", Min = 1, Max = 1000)]
    public int DegreeHigh { get; init; } = 12;

    /// <summary>Peers outside the mesh that hear of new messages at each heartbeat (D_lazy).</summary>
    [Field("Peers outside the mesh that are told of new messages at each heartbeat (D_lazy).", Min = 0, Max = 1000)]
    public int Lazy { get; init; } = 6;

    /// <summary>Time between heartbeats.</summary>
    [Field("Time between heartbeats.", Unit = Unit.Seconds, Min = 0.01, Max = 3600)]
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>From this length on a message is declined to others as soon as it is here (IDONTWANT of version 1.2).</summary>
    [Field("A message of at least so many bytes is declined to the mesh as soon as it is here (IDONTWANT).", Unit = Unit.Bytes, Min = 0, Max = 1_000_000)]
    public int DeclineFrom { get; init; } = 1024;

    /// <summary>Whether an author sends to all its peers, not to its mesh only (version 1.1).</summary>
    [Field("Whether an author sends to all its peers, not to its mesh only.")]
    public bool FloodPublish { get; init; } = true;
}
