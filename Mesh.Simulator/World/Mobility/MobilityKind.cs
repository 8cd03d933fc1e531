namespace Mesh.Simulator.World.Mobility;

/// <summary>Mobility models.</summary>
internal enum MobilityKind
{
    /// <summary>Nobody moves; places are drawn evenly.</summary>
    Static,

    /// <summary>To a random place at a random speed, rest, and again; started in its steady state (Navidi and Camp 2004).</summary>
    RandomWaypoint,

    /// <summary>Straight on in a random direction for a random time, off the borders like a ball (Nain, Towsley, Liu and Liu 2005).</summary>
    RandomDirection,

    /// <summary>Speed and direction that remember their past (Liang and Haas 1999).</summary>
    GaussMarkov,

    /// <summary>The same with climbing and sinking.</summary>
    GaussMarkov3D,

    /// <summary>Along the streets of a city of square blocks.</summary>
    Manhattan,

    /// <summary>Groups that walk together, each member around the group's middle (Hong, Gerla, Pei and Chiang 1999).</summary>
    Rpgm,

    /// <summary>The flight patterns of the Paparazzi autopilot (Bouachir, Abrassart, Garcia and Larrieu 2014).</summary>
    Paparazzi,

    /// <summary>On circles around one middle, from stop to stop (Wang, Guan, Wang and Wang 2010).</summary>
    SemiRandomCircular,

    /// <summary>Long random turns of random radius, as aeroplanes fly (Wan, Namuduri, Zhou and Fu 2013).</summary>
    SmoothTurn,

    /// <summary>Formations that follow a leader.</summary>
    Leader,

    /// <summary>Relays in a row, each on an oval of its own.</summary>
    Racetrack,
}
