using Mesh.Simulator.Report;

namespace Mesh.Tests.Unit.Simulator.Report;

public sealed class DelayHistogramTests
{
    [Fact]
    public void Short_delays_are_told_exactly_and_in_order()
    {
        DelayHistogram delays = Of(100, 3, 127, 3, 0);

        Assert.Equal([(0, 1), (3, 3), (100, 4), (127, 5)], delays.Cumulative());
    }

    [Theory]
    [InlineData(128)]
    [InlineData(1_000)]
    [InlineData(123_456)]
    [InlineData(60_000_000)]
    [InlineData(31_536_000_000_000)]
    public void A_long_delay_is_told_at_most_a_64th_too_long_and_never_too_short(long microseconds)
    {
        (long told, _) = Assert.Single(Of(microseconds).Cumulative());

        Assert.InRange(told, microseconds, microseconds + (microseconds / 64));
    }

    [Fact]
    public void A_delay_in_the_past_counts_as_none()
    {
        Assert.Equal([(0, 1)], Of(-5).Cumulative());
    }

    [Fact]
    public void Two_histograms_add_up()
    {
        DelayHistogram sum = Of(10, 20);
        sum.Add(Of(20, 30));

        Assert.Equal([(10, 1), (20, 3), (30, 4)], sum.Cumulative());
        Assert.Equal(4, sum.Count);
    }

    [Fact]
    public void A_curve_keeps_to_its_number_of_points_and_to_its_end()
    {
        DelayHistogram delays = Of([.. Enumerable.Range(0, 100_000).Select(i => (long)i)]);

        IReadOnlyList<(long Microseconds, long Count)> curve = delays.Curve(50);

        Assert.InRange(curve.Count, 25, 50);
        Assert.Equal(delays.Cumulative().Last(), curve[^1]);
        Assert.All(curve.Zip(curve.Skip(1)), pair => Assert.True(pair.First.Count < pair.Second.Count && pair.First.Microseconds < pair.Second.Microseconds));
    }

    private static DelayHistogram Of(params long[] delays)
    {
        DelayHistogram histogram = new();
        foreach (long delay in delays)
        {
            histogram.Add(delay);
        }

        return histogram;
    }
}
