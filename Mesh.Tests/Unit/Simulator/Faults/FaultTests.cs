using Mesh.Simulator.Faults;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.World.Topologies;
using Mesh.Simulator.Workloads;

namespace Mesh.Tests.Unit.Simulator.Faults;

public sealed class FaultTests
{
    [Fact]
    public void A_crash_breaks_links_at_once_and_its_nodes_come_back()
    {
        EventList events = Run(new FaultSpec { Kind = FaultKind.Crash, At = Seconds(5), For = Seconds(3), Share = 0.5 });

        Assert.Equal(["crash begins: nodes", "crash ends"], events.Faults.Select(text => string.Join(' ', text.Split(' ').Take(3))));
        Assert.Equal([5.0, 5.0], events.Of(RunEventKind.NodeDown));
        Assert.Equal([8.0, 8.0], events.Of(RunEventKind.NodeUp).Where(at => at > 0));
        Assert.InRange(events.Of(RunEventKind.LinkDown).First(), 5.0, 5.1);
    }

    [Fact]
    public void When_the_power_fails_the_neighbours_find_out_for_themselves()
    {
        EventList events = Run(new FaultSpec { Kind = FaultKind.PowerOff, At = Seconds(5), For = Seconds(10), Share = 0.25 });

        Assert.InRange(events.Of(RunEventKind.LinkDown).First(), 5.5, 9.0);
    }

    [Fact]
    public void A_node_that_lost_its_storage_takes_part_under_a_new_name()
    {
        EventList events = Run(new FaultSpec { Kind = FaultKind.Crash, At = Seconds(5), For = Seconds(1), Share = 0.25, Storage = StorageFate.Lost });

        Assert.Equal(1, events.Result.DeliveryWithin[^1].Share);
        Assert.Empty(events.Result.Failures);
    }

    [Fact]
    public void A_node_stays_down_until_the_last_fault_that_stopped_it_ends()
    {
        EventList events = Run(
            new FaultSpec { Kind = FaultKind.Crash, At = Seconds(5), For = Seconds(2), Share = 1 },
            new FaultSpec { Kind = FaultKind.PowerOff, At = Seconds(6), For = Seconds(4), Share = 1 });

        Assert.Equal([10.0, 10.0, 10.0, 10.0], events.Of(RunEventKind.NodeUp).Where(at => at > 0));
    }

    [Fact]
    public void Nothing_crosses_a_partition_and_everything_does_after_it()
    {
        EventList events = Run(new FaultSpec { Kind = FaultKind.Partition, At = Seconds(4), For = Seconds(10), Shape = PartitionShape.Isolate });

        Assert.DoesNotContain(events.All, happened => happened.Kind == RunEventKind.PayloadReceived && IsAlone(events, happened) && Between(happened, 4.1, 14));
        Assert.Equal(1, events.Result.Delivery);
    }

    [Theory]
    [InlineData("Churn")]
    [InlineData("Silence")]
    [InlineData("Clog")]
    [InlineData("Delay")]
    [InlineData("Loss")]
    [InlineData("Slow")]
    [InlineData("Clock")]
    [InlineData("Frames")]
    public void A_fault_changes_the_run_and_breaks_no_promise(string name)
    {
        FaultKind kind = Enum.Parse<FaultKind>(name);
        EventList calm = Run();
        EventList events = Run(new FaultSpec { Kind = kind, At = Seconds(4), For = Seconds(8), Share = 0.4, Rate = 1 });

        Assert.NotEqual(calm.Result.TraceHash, events.Result.TraceHash);
        Assert.Equal(2, events.Faults.Count());
        Assert.Empty(events.Result.Failures);
        Assert.Equal(kind != FaultKind.Frames, events.Result.Checks.Contains("eventual-delivery"));
    }

    [Fact]
    public void Delayed_frames_arrive_later()
    {
        EventList calm = Run();
        EventList late = Run(new FaultSpec { Kind = FaultKind.Delay, Share = 1, By = new Bounds(0.1, 0.1) });

        Assert.InRange(late.Result.LatencyMs.P50 - calm.Result.LatencyMs.P50, 90, 400);
    }

    [Theory]
    [InlineData("Dropper")]
    [InlineData("Flooder")]
    [InlineData("Forger")]
    [InlineData("Replayer")]
    [InlineData("Sybils")]
    [InlineData("Poisoner")]
    public void Honest_nodes_get_everything_over_honest_paths_whoever_attacks(string name)
    {
        AttackerKind kind = Enum.Parse<AttackerKind>(name);
        EventList events = Run(new FaultSpec { Kind = FaultKind.Attack, Attacker = kind, At = Seconds(3), For = Seconds(12), Share = 0.25 });

        Assert.Empty(events.Result.Failures);
        Assert.Contains("eventual-delivery", events.Result.Checks);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static bool Between(in RunEvent happened, double from, double until) =>
        (happened.At - MeshInstant.Zero).TotalSeconds is double at && at > from && at < until;

    private static bool IsAlone(EventList events, in RunEvent happened)
    {
        int alone = int.Parse(events.Faults.First().Split(' ')[3], System.Globalization.CultureInfo.InvariantCulture);
        return happened.A == alone || happened.B == alone;
    }

    private static EventList Run(params FaultSpec[] faults)
    {
        Scenario scenario = new()
        {
            Name = "faults",
            Nodes = 4,
            Duration = Seconds(50),
            Settle = Seconds(30),
            Topology = new() { Kind = TopologyKind.Full },
            Workload = [new WorkloadSpec { Rate = 4, From = Seconds(2), Until = Seconds(18) }],
            Faults = faults,
        };
        EventList events = new();
        events.Result = ScenarioRun.Run(scenario, "plumtree", 5, [events], TestContext.Current.CancellationToken);
        return events;
    }

    private sealed class EventList : IRunObserver
    {
        public List<RunEvent> All { get; } = [];

        public RunResult Result { get; set; } = null!;

        public IEnumerable<string> Faults => All.Where(happened => happened.Kind == RunEventKind.Fault).Select(happened => happened.Text!);

        public IEnumerable<double> Of(RunEventKind kind) => All.Where(happened => happened.Kind == kind).Select(happened => (happened.At - MeshInstant.Zero).TotalSeconds);

        public void On(in RunEvent happened) => All.Add(happened);
    }
}
