namespace Mesh.Simulator.World;

/// <summary>When somebody is where.</summary>
/// <param name="At">When, to the nearest microsecond.</param>
/// <param name="Place">Where.</param>
internal readonly record struct Waypoint(MeshInstant At, Position Place)
{
    /// <summary>
    /// What rounding took from the time, in microseconds, -0.5 to 0.5. A file may say its times more finely, and where two nodes hardly part a millionth of a second
    /// more or less on the way moves their meeting by many; everything but the finding of contacts may do without.
    /// </summary>
    public double Remainder { get; init; }
}
