using Mesh.Simulator.Formats;
using Mesh.Simulator.Runs;

namespace Mesh.Tests.Unit.Simulator.Baselines;

/// <summary>
/// The figures of the ONE 1.6 on the same contacts and messages: epidemic 950 of 1,000, overhead 39.1, mean 31,318 s; spray-and-wait with six copies 948,
/// 5.0, 37,707 s; with no time for transfers 960, 26,225 s.
/// </summary>
[Trait("needs", "traces")]
public sealed class Infocom05Tests
{
    [Fact]
    public void Epidemic_delivers_what_it_should_and_costs_no_more()
    {
        RunResult result = Infocom05.Read().Run("epidemic", immunity: true);

        Assert.Equal(1_000, result.Sent);
        Assert.Equal(0.960, result.OracleDelivery);
        Assert.InRange(result.Delivery, 0.950, 0.960);
        Assert.InRange(result.OverheadRatio, 1, 39);
        Assert.InRange(result.LatencyMs.Mean, 26_225_000, 31_318_000);
    }

    [Fact]
    public void Epidemic_without_immunity_is_where_another_simulator_has_it()
    {
        RunResult result = Infocom05.Read().Run("epidemic", immunity: false);

        Assert.InRange(result.Delivery, 0.945, 0.955);
        Assert.InRange(result.OverheadRatio, 39.1 * 0.92, 39.1 * 1.08);
        Assert.InRange(result.LatencyMs.Mean, 31_318_000 * 0.95, 31_318_000 * 1.05);
    }

    [Fact]
    public void Spray_and_wait_is_where_another_simulator_has_it()
    {
        RunResult result = Infocom05.Read().Run("spray-and-wait", immunity: false);

        Assert.InRange(result.Delivery, 0.938, 0.958);
        Assert.InRange(result.OverheadRatio, 5.0 * 0.92, 5.0 * 1.08);
        Assert.InRange(result.LatencyMs.Mean, 37_707_000 * 0.95, 37_707_000 * 1.05);
    }

    [Theory]
    [InlineData("epidemic")]
    [InlineData("spray-and-wait")]
    public void Nothing_arrives_where_or_before_the_contacts_allow_it(string protocol)
    {
        Infocom05 trace = Infocom05.Read();
        Deliveries deliveries = new();
        trace.Run(protocol, immunity: true, deliveries);
        ZeroTimeOracle oracle = new(trace.Contacts);

        Assert.NotEmpty(deliveries.Shown);
        foreach (((int message, int node), MeshInstant at) in deliveries.Shown)
        {
            (int writer, int to, MeshInstant written) = deliveries.Written[message];
            Assert.Equal(to, node);
            Assert.True(oracle.EarliestArrival(writer, written)[node] <= at);
        }
    }

    [Fact]
    public void The_bound_without_time_for_a_hop_is_the_zero_time_oracle()
    {
        Infocom05 trace = Infocom05.Read();
        LowerBound bound = new(trace.Contacts);
        ZeroTimeOracle oracle = new(trace.Contacts);

        for (int origin = 0; origin < trace.Contacts.Nodes; origin++)
        {
            MeshInstant at = MeshInstant.Zero + TimeSpan.FromHours(6 + origin);
            Assert.Equal(oracle.EarliestArrival(origin, at).Select(arrival => arrival.Microseconds), bound.Arrivals(origin, at, TimeSpan.Zero).ToArray());
        }
    }
}
