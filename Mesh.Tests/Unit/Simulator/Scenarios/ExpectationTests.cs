using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios.Expectations;

namespace Mesh.Tests.Unit.Simulator.Scenarios;

/// <summary>What a scenario expects is held against the figures of a run.</summary>
public sealed class ExpectationTests
{
    private static readonly RunResult Result = new()
    {
        Scenario = "lan",
        Protocol = "flood",
        Seed = 1,
        Nodes = 10,
        TraceHash = "00",
        SimulatedSeconds = 60,
        Sent = 50,
        Delivery = 0.995,
        DeliveryWithin = [new WithinShare(0.1, 0.9), new WithinShare(10, 0.99)],
        LatencyMs = new Spread(10, 20, 75, 200, 12),
        Stretch = new Spread(1, 2, 3, 4, 1.5),
        Hops = new Spread(2, 3, 4, 5, 2.5),
        Rmr = 6.5,
        BytesPerDelivery = 1200,
        Failures = [new RunFailure("at-most-once", "x", "y")],
    };

    [Theory]
    [InlineData("delivery >= 0.995")]
    [InlineData("delivery >= 99.5%")]
    [InlineData("delivery < 1")]
    [InlineData("latency.p99 <= 75ms")]
    [InlineData("latency.p99 <= 75")]
    [InlineData("latencyMs.p99 < 0.0751s")]
    [InlineData("latency-ms.max == 200")]
    [InlineData("deliveryWithin.100ms >= 0.9")]
    [InlineData("delivery-within.10s >= 99%")]
    [InlineData("bytes-per-delivery <= 1.2kB")]
    [InlineData("hops.max<=5")]
    [InlineData("stretch.p50 == 1")]
    [InlineData("failures == 1")]
    [InlineData("flood: rmr > 6")]
    public void What_is_so_holds(string text)
    {
        Assert.Null(Read(text).Judge(Result));
    }

    [Theory]
    [InlineData("delivery >= 0.999", "delivery is 0.995, expected at least 0.999.")]
    [InlineData("latency.p99 < 75ms", "latencyMs.p99 is 75 ms, expected below 75 ms.")]
    [InlineData("rmr <= 0.2", "rmr is 6.5, expected at most 0.2.")]
    [InlineData("bytesPerDelivery < 1kB", "bytesPerDelivery is 1200 B, expected below 1000 B.")]
    [InlineData("failures == 0", "failures is 1, expected exactly 0.")]
    [InlineData("deliveryWithin.5s >= 0.5", "The run has no figure deliveryWithin.5s; what it delivered within is known for deliveryWithin.100ms, deliveryWithin.10s.")]
    public void What_is_not_so_is_told_with_what_was_seen(string text, string expected)
    {
        Assert.Equal(expected, Read(text).Judge(Result));
    }

    [Fact]
    public void An_expectation_of_one_protocol_is_for_no_other()
    {
        Assert.True(Read("flood: rmr > 6").IsFor("flood"));
        Assert.False(Read("flood: rmr > 6").IsFor("plumtree"));
        Assert.True(Read("rmr > 6").IsFor("plumtree"));
    }

    [Fact]
    public void Every_number_of_a_result_is_a_figure_but_the_computing_time_and_the_seed()
    {
        string[] names = [.. MetricCatalogue.All.Select(metric => metric.Name)];

        Assert.Contains("nodes", names);
        Assert.Contains("latencyMs.mean", names);
        Assert.DoesNotContain("cpuSeconds", names);
        Assert.DoesNotContain("seed", names);
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    private static Expectation Read(string text)
    {
        Assert.Null(ExpectationText.TryRead(text, Files.Protocols, out Expectation? expectation));
        return expectation!;
    }
}
