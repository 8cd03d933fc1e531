using Mesh.Simulator.Report;

namespace Mesh.Tests.Unit.Simulator.Report;

public sealed class MeanIntervalTests
{
    [Fact]
    public void Three_figures_have_the_interval_of_students_table()
    {
        // Standard error 1 / sqrt(3), 2 degrees of freedom: 4.303.
        MeanInterval interval = MeanInterval.Of([1, 2, 3]);

        Assert.Equal(2, interval.Mean);
        Assert.Equal(4.303 / Math.Sqrt(3), interval.Half!.Value, 1e-12);
    }

    [Fact]
    public void One_figure_has_no_interval()
    {
        Assert.Equal(new MeanInterval(7, null), MeanInterval.Of([7]));
    }

    [Theory]
    [InlineData(41, 2.021)]
    [InlineData(61, 2.000)]
    [InlineData(121, 1.980)]
    public void Beyond_the_table_the_factor_is_right_to_two_thousandths(int figures, double factor)
    {
        double[] alternating = [.. Enumerable.Range(0, figures).Select(i => i % 2 == 0 ? 1.0 : -1.0)];
        double mean = alternating.Average();
        double error = Math.Sqrt(alternating.Sum(figure => (figure - mean) * (figure - mean)) / (figures - 1) / figures);

        Assert.Equal(factor, MeanInterval.Of(alternating).Half!.Value / error, 0.002);
    }
}
