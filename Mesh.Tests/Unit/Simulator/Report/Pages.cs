using Mesh.Simulator.Report;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Workloads;
using Mesh.Simulator.World;
using Mesh.Simulator.World.Mobility;
using Mesh.Tests.Unit.Simulator.Outputs;

namespace Mesh.Tests.Unit.Simulator.Report;

/// <summary>Small runs, told by hand or really run, and the pages made of them.</summary>
internal static class Pages
{
    /// <summary>Three nodes for 60 s: 0 and 1 are in reach all the time, 2 meets 1 from 20 s to 30 s.</summary>
    public static Scene Scene { get; } = new()
    {
        Contacts = new ContactPlan(3, TimeSpan.FromSeconds(60), [new Contact(0, 1, Second(0), Second(60)), new Contact(1, 2, Second(20), Second(30))]),
        Movement = new Movement(TimeSpan.FromSeconds(60), [.. Enumerable.Range(0, 3).Select(node => new Track([new Waypoint(Second(0), new Position(100 * node, 0, 10 * node))]))]),
        Medium = new NoMedium(),
    };

    public static WorkloadPlan Plan { get; } = WorkloadPlan.Draw([new WorkloadSpec()], TimeSpan.FromSeconds(60), 3, 1);

    public static MeshInstant Second(double seconds) => new((long)(seconds * 1_000_000));

    /// <summary>Tells an observer the run: node 0 writes at 10 s, node 1 shows it 50 ms later, node 2 at 21 s; node 2 gets its body twice.</summary>
    public static T Told<T>(T observer)
        where T : IRunObserver
    {
        observer.Begin(Scene, Plan);
        foreach (RunEvent happened in Events())
        {
            observer.On(happened);
        }

        return observer;
    }

    public static string Report(params RunReport[] runs)
    {
        using StringWriter page = new();
        ReportWriter.Write(page, runs);
        return page.ToString();
    }

    public static string Replay(RunResult result, ReplayCollector collected)
    {
        using StringWriter page = new();
        ReplayWriter.Write(page, result, collected);
        return page.ToString();
    }

    /// <summary>A moving network that is really run.</summary>
    public static (RunResult Result, ReportCollector Report, ReplayCollector Replay) Run(string protocol, ulong seed = 1, int nodes = 20, int seconds = 12)
    {
        Scenario scenario = new()
        {
            Name = "moving",
            Nodes = nodes,
            Duration = TimeSpan.FromSeconds(seconds),
            Mobility = new MobilitySpec { Kind = MobilityKind.RandomWaypoint, Width = 600, Height = 600 },
            Workload = [new WorkloadSpec { Rate = 2 }],
        };
        ReportCollector report = new();
        ReplayCollector replay = new();
        return (ScenarioRun.Run(scenario, protocol, seed, [report, replay], CancellationToken.None), report, replay);
    }

    public static RunReport One(string scenario = "lan", string protocol = "flood", ulong seed = 1) => new(Results.One(seed, scenario, protocol), Told(new ReportCollector()));

    private static IEnumerable<RunEvent> Events()
    {
        foreach (int node in new[] { 0, 1, 2 })
        {
            yield return new RunEvent(Second(0), RunEventKind.NodeUp, node);
        }

        yield return new RunEvent(Second(0), RunEventKind.ContactUp, 0, 1);
        yield return new RunEvent(Second(0.5), RunEventKind.LinkUp, 0, 1);
        yield return new RunEvent(Second(10), RunEventKind.Created, 0, -1, 0, 200, WorkloadPlan.DefaultRoom);
        yield return new RunEvent(Second(10), RunEventKind.Delivered, 0, 0, 0);
        yield return new RunEvent(Second(10), RunEventKind.FrameSent, 0, 1, Bytes: 300);
        yield return new RunEvent(Second(10.04), RunEventKind.FrameReceived, 1, 0, Bytes: 300);
        yield return new RunEvent(Second(10.04), RunEventKind.PayloadReceived, 1, 0, 0);
        yield return new RunEvent(Second(10.05), RunEventKind.Delivered, 1, 1, 0);
        yield return new RunEvent(Second(20), RunEventKind.ContactUp, 1, 2);
        yield return new RunEvent(Second(20.5), RunEventKind.LinkUp, 2, 1);
        foreach (double at in new[] { 20.9, 25.0 })
        {
            yield return new RunEvent(Second(at), RunEventKind.FrameSent, 1, 2, Bytes: 300);
            yield return new RunEvent(Second(at + 0.1), RunEventKind.FrameReceived, 2, 1, Bytes: 300);
            yield return new RunEvent(Second(at + 0.1), RunEventKind.PayloadReceived, 2, 1, 0);
            yield return new RunEvent(Second(at + 0.1), RunEventKind.Delivered, 2, 2, 0);
        }

        yield return new RunEvent(Second(30), RunEventKind.ContactDown, 1, 2);
        yield return new RunEvent(Second(31), RunEventKind.LinkDown, 2, 1);
        yield return new RunEvent(Second(40), RunEventKind.Fault, 1, Text: "slow node");
        yield return new RunEvent(Second(45), RunEventKind.NodeDown, 2);
        yield return new RunEvent(Second(60), RunEventKind.ContactDown, 0, 1);
    }

    private sealed class NoMedium : IMedium
    {
        public double AirtimeSeconds => 0;

        public MeshInstant Carry(int from, int to, int bytes, MeshInstant now) => now;
    }
}
