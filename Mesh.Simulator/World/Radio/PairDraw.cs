namespace Mesh.Simulator.World.Radio;

/// <summary>Draws from the standard normal distribution that belong to a pair of nodes for a whole run, computed anew each time instead of kept.</summary>
internal static class PairDraw
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>No draw is further out, so that there is a greatest range; one in 370 would be.</summary>
    public const double Limit = 3;

    /// <summary>The draw of an ordered pair, at most <see cref="Limit"/> either way.</summary>
    public static double Normal(ulong seed, int from, int to)
    {
        ulong state = Mixed(seed ^ Mixed(((ulong)(uint)from << 32) | (uint)to));
        while (true)
        {
            double x = (Next(ref state) * 2) - 1;
            double y = (Next(ref state) * 2) - 1;
            double squared = (x * x) + (y * y);
            if (squared is > 0 and < 1)
            {
                return Math.Clamp(x * Math.Sqrt(-2 * FixedMath.Log(squared) / squared), -Limit, Limit);
            }
        }
    }

    private static double Next(ref ulong state) => (Mixed(state += Golden) >> 11) * (1.0 / (1L << 53));

    /// <summary>The finalizer of splitmix64 (Vigna 2015).</summary>
    private static ulong Mixed(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
