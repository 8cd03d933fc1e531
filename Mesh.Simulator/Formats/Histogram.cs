namespace Mesh.Simulator.Formats;

/// <summary>How many times are how long, in steps that people think in.</summary>
/// <param name="Counts">One for each of <see cref="Edges"/>, and one for what is longer than the last.</param>
internal sealed record Histogram(IReadOnlyList<int> Counts)
{
    /// <summary>Upper ends of the steps, not included, in seconds.</summary>
    public static readonly IReadOnlyList<double> Edges = [1, 10, 60, 600, 3600, 21_600, 86_400];

    /// <summary>What the steps are called.</summary>
    public static readonly IReadOnlyList<string> Names = ["< 1 s", "< 10 s", "< 1 min", "< 10 min", "< 1 h", "< 6 h", "< 1 d", ">= 1 d"];

    /// <summary>Counts times in seconds.</summary>
    public static Histogram Of(IEnumerable<double> seconds)
    {
        int[] counts = new int[Edges.Count + 1];
        foreach (double time in seconds)
        {
            int step = 0;
            while (step < Edges.Count && time >= Edges[step])
            {
                step++;
            }

            counts[step]++;
        }

        return new Histogram(counts);
    }
}
