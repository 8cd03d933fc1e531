using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.World.Radio;

/// <summary>A line of a table from distance to rate.</summary>
internal sealed record RateStep
{
    /// <summary>Up to which distance, metres.</summary>
    [Field("Up to which distance.", Unit = Unit.Metres, Min = 0, Max = 1_000_000)]
    public double Within { get; init; }

    /// <summary>Bits per second.</summary>
    [Field("The rate there.", Unit = Unit.BitsPerSecond, Min = 1, Max = 1e12, Example = "54 Mbit/s")]
    public double Rate { get; init; } = 1_000_000;
}
