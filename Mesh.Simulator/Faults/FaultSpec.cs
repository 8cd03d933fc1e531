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

    /// <summary>Share of the nodes that it meets.</summary>
    [Field("Share of the nodes that it meets.", Unit = Unit.Share, Min = 0, Max = 1)]
    public double Share { get; init; } = 0.1;
}
