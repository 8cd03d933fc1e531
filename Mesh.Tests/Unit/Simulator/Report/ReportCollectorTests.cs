using Mesh.Simulator.Report;
using Mesh.Simulator.Runs;

namespace Mesh.Tests.Unit.Simulator.Report;

public sealed class ReportCollectorTests
{
    [Fact]
    public void Latencies_hops_and_pairs_are_those_of_the_run()
    {
        ReportCollector collected = Pages.Told(new ReportCollector());

        Assert.Equal(2, collected.Pairs);
        Assert.Equal([1, 2], collected.Delays.Cumulative().Select(point => point.Count));
        Assert.InRange(collected.Delays.Cumulative().First().Microseconds, 50_000, 50_800);
        Assert.Equal((1, 1), (collected.Hops[1], collected.Hops[2]));
    }

    [Fact]
    public void A_body_that_comes_again_counts_as_repeated()
    {
        ReportCollector collected = Pages.Told(new ReportCollector());

        Assert.Equal((400, 200), (collected.FirstBytes, collected.AgainBytes));
        Assert.Equal([300, 600, 0], collected.BytesSentBy);
    }

    [Fact]
    public void The_oracle_waits_for_the_contact_and_for_nothing_else()
    {
        ReportCollector collected = Pages.Told(new ReportCollector());

        (long at, long count)[] points = [.. collected.Oracle.Delays.Cumulative()];
        Assert.Equal((0, 1), points[0]);
        Assert.InRange(points[1].at, 10_000_000, 10_160_000);
        Assert.Equal(2, collected.Oracle.Pairs);
    }

    [Fact]
    public void What_is_settled_tells_the_same()
    {
        ReportCollector collected = Pages.Told(new ReportCollector());
        collected.Settle();

        Assert.Equal(2, collected.Oracle.Delays.Count);
        Assert.Equal(2, collected.Delays.Count);
    }

    [Fact]
    public void The_course_counts_links_contacts_parts_and_nodes()
    {
        IReadOnlyList<TimelineSample> samples = Pages.Told(new ReportCollector()).Timeline.Samples;

        Assert.Equal(NetworkTimeline.Looks, samples.Count);
        Assert.Equal(new TimelineSample(3, 1, 1, 2, 0), samples[19]);
        Assert.Equal(new TimelineSample(3, 2, 2, 1, 0), samples[87]);
        Assert.Equal(new TimelineSample(2, 1, 1, 1, 0), samples[^1]);
        Assert.Equal(900, samples.Sum(sample => sample.Bytes));
    }

    [Fact]
    public void A_real_run_has_the_latencies_that_its_result_tells()
    {
        (RunResult result, ReportCollector collected, _) = Pages.Run("plumtree");

        long deliveries = collected.Delays.Count;
        Assert.Equal(result.Delivery, (double)deliveries / collected.Pairs, 1e-12);
        double median = collected.Delays.Cumulative().First(point => point.Count * 2 >= deliveries).Microseconds / 1000.0;
        Assert.InRange(median, result.LatencyMs.P50, result.LatencyMs.P50 * 65 / 64);
        Assert.Equal(result.OracleDelivery, (double)collected.Oracle.Delays.Count / collected.Oracle.Pairs, 1e-12);
        Assert.Equal(result.BytesSent, collected.BytesSentBy.Sum());
    }
}
