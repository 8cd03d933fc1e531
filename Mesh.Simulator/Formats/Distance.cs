using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>Distances between places.</summary>
internal static class Distance
{
    /// <summary>Squared distance in metres.</summary>
    public static double Squared(Position from, Position to)
    {
        double x = to.X - from.X;
        double y = to.Y - from.Y;
        double z = to.Z - from.Z;
        return (x * x) + (y * y) + (z * z);
    }

    /// <summary>Distance in metres.</summary>
    public static double Metres(Position from, Position to) => Math.Sqrt(Squared(from, to));
}
