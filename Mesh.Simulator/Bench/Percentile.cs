namespace Mesh.Simulator.Bench;

/// <summary>The figure that a share of many does not exceed.</summary>
internal static class Percentile
{
    /// <summary>By nearest rank, as everywhere in the simulator.</summary>
    /// <param name="sorted">The figures in rising order; at least one.</param>
    /// <param name="percent">0 to 100.</param>
    public static double Of(IReadOnlyList<double> sorted, int percent) =>
        sorted[Math.Max(0, (int)((((long)sorted.Count * percent) + 99) / 100) - 1)];
}
