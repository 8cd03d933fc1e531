namespace Mesh.Simulator.Outputs.Comparing;

/// <summary>
/// 95 % confidence intervals of the mean of paired differences: Student's t for few pairs, where a resampled interval is too narrow;
/// a bootstrap of percentiles (Efron 1979) from ten on, which needs no normal distribution.
/// </summary>
internal static class PairedStatistics
{
    /// <summary>Pairs from which on the bootstrap is used.</summary>
    public const int BootstrapPairsMin = 10;

    private const int Resamples = 2000;
    private const ulong Seed = 95;

    /// <summary>Two-sided 5 % points of Student's t for 1 to 30 degrees of freedom, as tabled everywhere.</summary>
    private static readonly double[] StudentPoints =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
        2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
        2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    /// <summary>The interval of the differences' mean.</summary>
    /// <returns>Null for less than two differences: one run says nothing about chance.</returns>
    public static Interval? MeanInterval(IReadOnlyList<double> differences) => differences.Count switch
    {
        < 2 => null,
        < BootstrapPairsMin => Student(differences),
        _ => Bootstrap(differences),
    };

    /// <summary>By Student's t.</summary>
    public static Interval Student(IReadOnlyList<double> differences)
    {
        double mean = differences.Average();
        double squares = differences.Sum(difference => (difference - mean) * (difference - mean));
        double error = Math.Sqrt(squares / (differences.Count - 1) / differences.Count);
        double point = StudentPoint(differences.Count - 1);
        return new Interval(mean - (point * error), mean + (point * error));
    }

    /// <summary>By resampling with an own seeded generator, so that the same differences have the same interval.</summary>
    public static Interval Bootstrap(IReadOnlyList<double> differences)
    {
        MeshRandom random = new(Seed);
        double[] means = new double[Resamples];
        for (int i = 0; i < Resamples; i++)
        {
            double sum = 0;
            for (int j = 0; j < differences.Count; j++)
            {
                sum += differences[random.Next(differences.Count)];
            }

            means[i] = sum / differences.Count;
        }

        Array.Sort(means);
        return new Interval(means[Resamples * 25 / 1000], means[(Resamples * 975 / 1000) - 1]);
    }

    /// <summary>The two-sided 5 % point; beyond the table by its expansion in 1/n, right to three decimals.</summary>
    public static double StudentPoint(int freedom) => freedom <= StudentPoints.Length ? StudentPoints[freedom - 1] : 1.95996 + (2.3723 / freedom) + (2.8225 / ((double)freedom * freedom));
}
