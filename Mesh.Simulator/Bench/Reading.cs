namespace Mesh.Simulator.Bench;

/// <summary>One quantity, measured several times.</summary>
/// <param name="Median">The middle one; of an even number the mean of the two in the middle.</param>
/// <param name="Min">The least.</param>
/// <param name="Max">The largest.</param>
/// <param name="Repetitions">How many times it was measured.</param>
internal readonly record struct Reading(double Median, double Min, double Max, int Repetitions)
{
    /// <summary>The reading of measurements in any order.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Reading Of(IReadOnlyCollection<double> measured)
    {
        if (measured.Count == 0)
        {
            throw new ArgumentException("A reading takes at least one measurement.", nameof(measured));
        }

        double[] sorted = [.. measured.Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Reading(median, sorted[0], sorted[^1], sorted.Length);
    }

    /// <summary>The same in another unit.</summary>
    public Reading Times(double factor) => new(Median * factor, Min * factor, Max * factor, Repetitions);
}
