using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.World.Mobility;

/// <summary>How nodes move.</summary>
internal sealed record MobilitySpec
{
    /// <summary>The model.</summary>
    [Field("The mobility model.")]
    public required MobilityKind Kind { get; init; }

    /// <summary>Width of the area, metres.</summary>
    [Field("Width of the area.", Unit = Unit.Metres, Min = 1, Max = 1_000_000)]
    public double Width { get; init; } = 1000;

    /// <summary>Depth of the area, metres.</summary>
    [Field("Depth of the area.", Unit = Unit.Metres, Min = 1, Max = 1_000_000)]
    public double Height { get; init; } = 1000;

    /// <summary>Height above the ground, metres; models on the plane keep the one that a node drew.</summary>
    [Field("Height above the ground, fixed or a range; models on the plane draw one for each node and keep it.", Unit = Unit.Metres, Min = 0, Max = 100_000, Example = "50m..150m")]
    public Bounds Altitude { get; init; }

    /// <summary>Speed, metres per second.</summary>
    [Field("Speed, fixed or a range.", Unit = Unit.MetresPerSecond, Min = 0, Max = 1000, Example = "1..20 m/s")]
    public Bounds Speed { get; init; } = new(1, 20);

    /// <summary>Rest at each waypoint, seconds.</summary>
    [Field("Rest at each waypoint.", Unit = Unit.Seconds, Min = 0, Max = 86_400, For = "random-waypoint")]
    public Bounds Pause { get; init; }
}
