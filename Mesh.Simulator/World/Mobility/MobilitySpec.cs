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
    [Field("Height above the ground, fixed or a range; gauss-markov-3d roams it, the others draw one for each node and keep it.", Unit = Unit.Metres, Min = 0, Max = 100_000, Example = "50m..150m")]
    public Bounds Altitude { get; init; }

    /// <summary>Speed, metres per second.</summary>
    [Field("Speed, fixed or a range.", Unit = Unit.MetresPerSecond, Min = 0, Max = 1000, Example = "1..20 m/s")]
    public Bounds Speed { get; init; } = new(1, 20);

    /// <summary>Rest at each waypoint, seconds.</summary>
    [Field("Rest at each waypoint or stop.", Unit = Unit.Seconds, Min = 0, Max = 86_400, For = "random-waypoint,rpgm,leader,semi-random-circular")]
    public Bounds Pause { get; init; }

    /// <summary>Whether random waypoint starts as it goes on, or evenly spread as other simulators start it.</summary>
    [Field("Whether nodes start as they go on; off, they start evenly spread, and drift to the middle and grow slower as other simulators let them.", For = "random-waypoint")]
    public bool Steady { get; init; } = true;

    /// <summary>Mean time of one direction or turn, seconds; the times are exponential.</summary>
    [Field("Mean time of one direction or one turn; the times are exponential.", Unit = Unit.Seconds, Min = 0.1, Max = 86_400, For = "random-direction,smooth-turn")]
    public double TurnTime { get; init; } = 30;

    /// <summary>Time between two changes of speed and direction, seconds. Default: BonnMotion's.</summary>
    [Field("Time between two changes of speed and direction.", Unit = Unit.Seconds, Min = 0.01, Max = 3600, For = "gauss-markov,gauss-markov-3d")]
    public double Update { get; init; } = 2.5;

    /// <summary>How much of speed and direction is kept at a change: 0 forgets, 1 never changes. Default: Camp, Boleng and Davies 2002.</summary>
    [Field("How much of speed and direction is kept at a change; 0 forgets all.", Unit = Unit.Share, Min = 0, Max = 1, For = "gauss-markov,gauss-markov-3d")]
    public double Memory { get; init; } = 0.75;

    /// <summary>Standard deviation of the speed, metres per second.</summary>
    [Field("Standard deviation of the speed.", Unit = Unit.MetresPerSecond, Min = 0, Max = 1000, For = "gauss-markov,gauss-markov-3d")]
    public double SpeedDeviation { get; init; } = 2;

    /// <summary>Standard deviation of the direction, degrees.</summary>
    [Field("Standard deviation of the direction.", Unit = Unit.Degrees, Min = 0, Max = 360, For = "gauss-markov,gauss-markov-3d")]
    public double TurnDeviation { get; init; } = 30;

    /// <summary>Blocks from west to east.</summary>
    [Field("Blocks from west to east.", Min = 1, Max = 1000, For = "manhattan")]
    public int BlocksAcross { get; init; } = 5;

    /// <summary>Blocks from south to north.</summary>
    [Field("Blocks from south to north.", Min = 1, Max = 1000, For = "manhattan")]
    public int BlocksAlong { get; init; } = 5;

    /// <summary>Share of crossings at which a node turns, half of them to the left. Default: Bai, Sadagopan and Helmy 2003.</summary>
    [Field("Share of crossings at which a node turns, to either side alike.", Unit = Unit.Share, Min = 0, Max = 1, For = "manhattan")]
    public double Turn { get; init; } = 0.5;

    /// <summary>Share of crossings at which a node draws a new speed. Default: BonnMotion's.</summary>
    [Field("Share of crossings at which a node draws a new speed.", Unit = Unit.Share, Min = 0, Max = 1, For = "manhattan")]
    public double SpeedChange { get; init; } = 0.2;

    /// <summary>Nodes of a group; the last has what is left.</summary>
    [Field("Nodes of a group; the last group has what is left.", Min = 1, Max = 100_000, For = "rpgm,leader")]
    public int GroupSize { get; init; } = 5;

    /// <summary>How far members stray from their group's middle, metres.</summary>
    [Field("How far members stray from the middle of their group.", Unit = Unit.Metres, Min = 0, Max = 100_000, For = "rpgm")]
    public double GroupRadius { get; init; } = 50;

    /// <summary>Share of a member's own waypoints at which it goes over to another group. Default: BonnMotion's.</summary>
    [Field("Share of a member's own waypoints at which it goes over to another group.", Unit = Unit.Share, Min = 0, Max = 1, For = "rpgm")]
    public double GroupChange { get; init; } = 0.01;

    /// <summary>Distance between neighbours of a formation, metres.</summary>
    [Field("Distance between neighbours of a formation.", Unit = Unit.Metres, Min = 0.1, Max = 100_000, For = "leader")]
    public double Spacing { get; init; } = 50;

    /// <summary>Radius of turns, metres. Default: some 15 to 20 m/s at 30 degrees of bank.</summary>
    [Field("Radius of turns, fixed or a range; 20 m/s at 30 degrees of bank take 71 m.", Unit = Unit.Metres, Min = 1, Max = 100_000, For = "paparazzi,semi-random-circular,smooth-turn,racetrack")]
    public Bounds TurnRadius { get; init; } = new(50, 100);

    /// <summary>How long one pattern is flown, seconds; a guess.</summary>
    [Field("How long one pattern is flown.", Unit = Unit.Seconds, Min = 1, Max = 86_400, For = "paparazzi")]
    public Bounds PatternTime { get; init; } = new(60, 180);

    /// <summary>Length of the straight sides of an oval, metres.</summary>
    [Field("Length of the straight sides of an oval.", Unit = Unit.Metres, Min = 0, Max = 100_000, For = "racetrack")]
    public double TrackLength { get; init; } = 300;
}
