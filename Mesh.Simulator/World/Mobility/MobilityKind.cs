namespace Mesh.Simulator.World.Mobility;

/// <summary>Mobility models.</summary>
internal enum MobilityKind
{
    /// <summary>Nobody moves; places are drawn evenly.</summary>
    Static,

    /// <summary>To a random place at a random speed, rest, and again; started in its steady state (Navidi and Camp 2004).</summary>
    RandomWaypoint,
}
