namespace Mesh.Simulator.World.Contacts;

/// <summary>A part of a straight way at constant speed. Parts of one way keep its anchor, so that both compute the very same place at their common border.</summary>
/// <param name="From">Start, seconds.</param>
/// <param name="Until">End, seconds.</param>
/// <param name="Anchor">When the node is at <paramref name="Place"/>, seconds.</param>
/// <param name="Place">Where the way is anchored.</param>
/// <param name="Velocity">Metres per second in each direction.</param>
internal readonly record struct Leg(double From, double Until, double Anchor, Position Place, Position Velocity)
{
    /// <summary>Where the node is at a time, in seconds.</summary>
    public Position At(double time) =>
        new(Place.X + (Velocity.X * (time - Anchor)), Place.Y + (Velocity.Y * (time - Anchor)), Place.Z + (Velocity.Z * (time - Anchor)));
}
