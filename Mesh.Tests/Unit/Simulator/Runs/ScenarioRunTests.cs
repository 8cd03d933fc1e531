using Mesh.Simulator.Network;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Workloads;
using Mesh.Simulator.World.Mobility;

namespace Mesh.Tests.Unit.Simulator.Runs;

public sealed class ScenarioRunTests
{
    [Theory]
    [InlineData("plumtree")]
    [InlineData("flood")]
    public void One_seed_gives_one_trace_and_another_seed_another(string protocol)
    {
        RunResult first = Run(protocol, 7, CryptoKind.Fast);
        RunResult again = Run(protocol, 7, CryptoKind.Fast);
        RunResult other = Run(protocol, 8, CryptoKind.Fast);

        Assert.Equal(first.TraceHash, again.TraceHash);
        Assert.NotEqual(first.TraceHash, other.TraceHash);
    }

    [Fact]
    public void The_number_of_runs_beside_it_does_not_change_a_run()
    {
        string alone = Run("plumtree", 3, CryptoKind.Fast).TraceHash;
        string[] crowded = new string[6];
        Parallel.For(0, crowded.Length, i => crowded[i] = Run("plumtree", 3, CryptoKind.Fast).TraceHash);

        Assert.All(crowded, hash => Assert.Equal(alone, hash));
    }

    [Fact]
    public void Real_signatures_and_the_stand_in_give_the_same_trace()
    {
        RunResult fast = Run("plumtree", 5, CryptoKind.Fast);
        RunResult real = Run("plumtree", 5, CryptoKind.Real);

        Assert.True(fast.Delivery > 0.9);
        Assert.Equal(fast.TraceHash, real.TraceHash);
    }

    [Fact]
    public void A_line_delivers_everything_over_as_many_hops_as_there_are()
    {
        Scenario line = new()
        {
            Name = "line",
            Nodes = 6,
            Duration = TimeSpan.FromSeconds(15),
            Topology = new() { Kind = Mesh.Simulator.World.Topologies.TopologyKind.Line },
            Workload = [new WorkloadSpec { Rate = 2, From = TimeSpan.FromSeconds(5) }],
        };

        RunResult result = ScenarioRun.Run(line, "flood", 1, [], TestContext.Current.CancellationToken);

        Assert.Equal(1, result.Delivery);
        Assert.Equal(5, result.Hops.Max);
        Assert.Equal(0, result.Rmr);
        Assert.Equal(16, result.Sent);
    }

    private static RunResult Run(string protocol, ulong seed, CryptoKind crypto)
    {
        Scenario scenario = new()
        {
            Name = "small",
            Nodes = 12,
            Duration = TimeSpan.FromSeconds(12),
            Mobility = new() { Kind = MobilityKind.RandomWaypoint, Width = 400, Height = 400 },
            Node = new() { Crypto = crypto },
            Workload = [new WorkloadSpec { Rate = 2, From = TimeSpan.FromSeconds(3) }],
        };
        return ScenarioRun.Run(scenario, protocol, seed, [], TestContext.Current.CancellationToken);
    }
}
