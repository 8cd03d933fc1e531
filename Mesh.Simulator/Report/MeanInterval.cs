namespace Mesh.Simulator.Report;

/// <summary>A mean over seeds, and half the width of the interval that holds the true mean 95 times of 100.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Half">Half the interval's width; null with one seed only, from which nothing can be said.</param>
internal readonly record struct MeanInterval(double Mean, double? Half)
{
    /// <summary>97.5 % points of Student's t distribution for 1 to 30 degrees of freedom.</summary>
    private static readonly double[] StudentT =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    /// <summary>The interval of figures, at least one, each from a seed of its own.</summary>
    public static MeanInterval Of(IReadOnlyList<double> figures)
    {
        double mean = figures.Sum() / figures.Count;
        if (figures.Count < 2)
        {
            return new MeanInterval(mean, null);
        }

        double squares = figures.Sum(figure => (figure - mean) * (figure - mean));
        int freedom = figures.Count - 1;
        double error = Math.Sqrt(squares / freedom / figures.Count);
        return new MeanInterval(mean, StudentAt(freedom) * error);
    }

    /// <summary>Beyond the table the first term of the expansion around the normal distribution, 1.96 + 2.37 / freedom, is right to 0.002.</summary>
    private static double StudentAt(int freedom) => freedom <= StudentT.Length ? StudentT[freedom - 1] : 1.960 + (2.372 / freedom);
}
