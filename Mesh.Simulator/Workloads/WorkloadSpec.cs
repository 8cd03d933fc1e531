using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.Workloads;

/// <summary>What is written, by whom and when.</summary>
internal sealed record WorkloadSpec
{
    /// <summary>Its pattern.</summary>
    [Field("The pattern of senders.")]
    public WorkloadKind Kind { get; init; } = WorkloadKind.Random;

    /// <summary>Messages a second, over all nodes.</summary>
    [Field("Messages a second, over all nodes.", Unit = Unit.PerSecond, Min = 0.000_001, Max = 1_000_000, Example = "1/s")]
    public double Rate { get; init; } = 1;

    /// <summary>Bytes of a message's body.</summary>
    [Field("Bytes of a body, fixed or a range.", Unit = Unit.Bytes, Min = 16, Max = 65_000, Example = "200B")]
    public Bounds Size { get; init; } = new(200, 200);

    /// <summary>First message.</summary>
    [Field("When the first message is written.", Unit = Unit.Seconds, Min = 0, Max = 31_536_000)]
    public TimeSpan From { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>No message from then on; zero for the run's end less two seconds.</summary>
    [Field("No message is written from then on; left out: two seconds before the end.", Unit = Unit.Seconds, Min = 0, Max = 31_536_000)]
    public TimeSpan Until { get; init; }
}
