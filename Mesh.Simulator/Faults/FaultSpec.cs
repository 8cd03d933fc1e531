using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.Faults;

/// <summary>Something that goes wrong.</summary>
internal sealed record FaultSpec
{
    /// <summary>What.</summary>
    [Field("What goes wrong.")]
    public required FaultKind Kind { get; init; }

    /// <summary>When it begins.</summary>
    [Field("When it begins.", Unit = Unit.Seconds, Min = 0, Max = 31_536_000)]
    public TimeSpan At { get; init; }

    /// <summary>How long it lasts; zero for the rest of the run.</summary>
    [Field("How long it lasts; left out: for the rest of the run.", Unit = Unit.Seconds, Min = 0, Max = 31_536_000)]
    public TimeSpan For { get; init; }

    /// <summary>Share of the nodes, links or frames that it meets.</summary>
    [Field("Share of what it meets: nodes; links for silence and clog; frames for frames; the smaller side of a partition; the packets lost for loss.", Unit = Unit.Share, Min = 0, Max = 1)]
    public double Share { get; init; } = 0.1;

    /// <summary>What becomes of the node's storage.</summary>
    [Field("Whether a node that comes back is still the same: its key is kept or lost. Messages are in memory and lost in both cases.", For = "crash,power-off,churn")]
    public StorageFate Storage { get; init; }

    /// <summary>How the network falls apart.</summary>
    [Field("How the network falls apart: by chance into two sides, or one node alone.", For = "partition")]
    public PartitionShape Shape { get; init; }

    /// <summary>Whether only one direction is cut.</summary>
    [Field("Whether only one direction is cut.", For = "partition,silence")]
    public bool OneWay { get; init; }

    /// <summary>How long a stall lasts, and the time until the next.</summary>
    [Field("How long each stall lasts, and as long it then flows.", Unit = Unit.Seconds, Min = 0.001, Max = 3600, For = "clog", Example = "200ms..2s")]
    public Bounds Stall { get; init; } = new(0.2, 2);

    /// <summary>How much longer each frame takes.</summary>
    [Field("How much longer each frame takes, fixed or a range.", Unit = Unit.Seconds, Min = 0, Max = 60, For = "delay", Example = "0ms..300ms")]
    public Bounds By { get; init; } = new(0.05, 0.3);

    /// <summary>How many times longer computing takes.</summary>
    [Field("How many times longer signing and verifying take.", Min = 1, Max = 100_000, For = "slow")]
    public int Factor { get; init; } = 100;

    /// <summary>How long each frame waits for the processor.</summary>
    [Field("How long each frame that arrives waits for the processor.", Unit = Unit.Seconds, Min = 0, Max = 60, For = "slow")]
    public TimeSpan FrameTime { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>By how much wall clocks are wrong, ahead or behind.</summary>
    [Field("By how much wall clocks are wrong, ahead or behind by chance.", Unit = Unit.Seconds, Min = 0, Max = 3_153_600_000, For = "clock", Example = "1s..1h")]
    public Bounds Wrong { get; init; } = new(1, 86_400);

    /// <summary>Departures a second, over all nodes.</summary>
    [Field("Nodes that go a second, over all nodes.", Unit = Unit.PerSecond, Min = 0.000_001, Max = 10_000, For = "churn", Example = "6/min")]
    public double Rate { get; init; } = 0.1;

    /// <summary>How long a node stays away.</summary>
    [Field("How long a node stays away.", Unit = Unit.Seconds, Min = 0.001, Max = 86_400, For = "churn", Example = "1s..20s")]
    public Bounds Away { get; init; } = new(1, 10);

    /// <summary>Who attacks.</summary>
    [Field("What the attackers do.", For = "attack")]
    public AttackerKind Attacker { get; init; }
}
