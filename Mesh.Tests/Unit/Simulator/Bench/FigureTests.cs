using Mesh.Simulator.Bench;
using Mesh.Simulator.Outputs;

namespace Mesh.Tests.Unit.Simulator.Bench;

public sealed class FigureTests
{
    [Fact]
    public void The_median_of_an_odd_number_is_the_middle_one() =>
        Assert.Equal(new Reading(3, 1, 9, 5), Reading.Of([9, 1, 3, 2, 4]));

    [Fact]
    public void The_median_of_an_even_number_lies_between_the_two_in_the_middle() =>
        Assert.Equal(new Reading(2.5, 1, 9, 4), Reading.Of([9, 1, 3, 2]));

    [Fact]
    public void Nothing_measured_is_no_reading() => Assert.Throws<ArgumentException>(() => Reading.Of([]));

    [Fact]
    public void A_reading_in_another_unit_keeps_its_repetitions() =>
        Assert.Equal(new Reading(3000, 1000, 9000, 5), Reading.Of([9, 1, 3, 2, 4]).Times(1000));

    [Theory]
    [InlineData(50, 50)]
    [InlineData(99, 99)]
    [InlineData(100, 100)]
    [InlineData(0, 1)]
    public void A_percentile_is_the_least_figure_that_so_many_do_not_exceed(int percent, double wanted) =>
        Assert.Equal(wanted, Percentile.Of([.. Enumerable.Range(1, 100).Select(number => (double)number)], percent));

    [Fact]
    public void The_percentile_of_one_figure_is_that_figure() => Assert.Equal(7, Percentile.Of([7], 99));

    [Theory]
    [InlineData(10, false, 10, true)]
    [InlineData(10, false, 9, false)]
    [InlineData(10, true, 10, true)]
    [InlineData(10, true, 11, false)]
    public void A_ceiling_is_reached_from_below_and_a_floor_from_above(double median, bool isFloor, double target, bool reached)
    {
        Figure figure = Of("a", median);
        Assert.Equal(reached, (isFloor ? figure.AtLeast(target) : figure.AtMost(target)).Reached);
    }

    [Fact]
    public void Without_a_target_nothing_is_reached_or_missed() => Assert.Null(Of("a", 10).Reached);

    [Fact]
    public void A_ratio_names_what_it_divides_by()
    {
        Figure figure = Of("ours", 30).To(Of("bare", 10));
        Assert.Equal((3, "bare"), (figure.Ratio, figure.RatioOf));
    }

    [Fact]
    public void The_table_shows_spread_ratio_and_target()
    {
        Figure figure = new Figure("ours", "us", Reading.Of([1.5, 2, 400])).To(Of("bare", 4)).AtMost(1);
        string row = BenchOutput.Table(new PartReport(BenchPart.Link, [figure], ["A note."]), new Paint(false)).Split('\n').Single(line => line.Contains("ours", StringComparison.Ordinal));
        Assert.Equal(["ours", "2.00", "1.50", "400", "us", "x", "0.50", "<=", "1.00", "missed"], row.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.0042, "0.0042")]
    [InlineData(1.234, "1.23")]
    [InlineData(45.67, "45.7")]
    [InlineData(1234567, "1,234,567")]
    public void Numbers_keep_the_digits_that_mean_something(double value, string shown) => Assert.Equal(shown, BenchOutput.Number(value));

    private static Figure Of(string name, double value) => new(name, "us", Reading.Of([value]));
}
