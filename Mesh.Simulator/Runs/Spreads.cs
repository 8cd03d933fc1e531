namespace Mesh.Simulator.Runs;

/// <summary>Makes a <see cref="Spread"/> of many figures.</summary>
internal static class Spreads
{
    /// <summary>The spread of figures in any order, which are put in order; a percentile is the least figure that so many do not exceed (nearest rank).</summary>
    public static Spread Of(double[] figures)
    {
        if (figures.Length == 0)
        {
            return new Spread(0, 0, 0, 0, 0);
        }

        Array.Sort(figures);
        double sum = 0;
        foreach (double figure in figures)
        {
            sum += figure;
        }

        return new Spread(At(figures, 50), At(figures, 90), At(figures, 99), figures[^1], sum / figures.Length);
    }

    private static double At(double[] sorted, int percent) => sorted[Math.Max(0, (int)((((long)sorted.Length * percent) + 99) / 100) - 1)];
}
