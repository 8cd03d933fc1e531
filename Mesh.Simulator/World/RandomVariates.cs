using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.World;

/// <summary>Draws real numbers, the same on every machine.</summary>
internal static class RandomVariates
{
    /// <summary>Evenly from 0 to just under 1, in steps of 2^-53.</summary>
    public static double Unit(this MeshRandom random) => (random.NextUInt64() >> 11) * (1.0 / (1L << 53));

    /// <summary>Evenly between two values.</summary>
    public static double Between(this MeshRandom random, double min, double max) => min + (random.Unit() * (max - min));

    /// <summary>Evenly within bounds.</summary>
    public static double Within(this MeshRandom random, Bounds bounds) => random.Between(bounds.Min, bounds.Max);

    /// <summary>From the standard normal distribution, by the polar method (Marsaglia and Bray 1964); the second value of each pair is thrown away, so that no state is kept.</summary>
    public static double Normal(this MeshRandom random)
    {
        while (true)
        {
            double x = random.Between(-1, 1);
            double y = random.Between(-1, 1);
            double squared = (x * x) + (y * y);
            if (squared is > 0 and < 1)
            {
                return x * Math.Sqrt(-2 * FixedMath.Log(squared) / squared);
            }
        }
    }

    /// <summary>From the exponential distribution with a mean.</summary>
    public static double Exponential(this MeshRandom random, double mean) => -mean * FixedMath.Log(1 - random.Unit());
}
