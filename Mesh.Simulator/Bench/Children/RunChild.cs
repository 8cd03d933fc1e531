using System.Diagnostics;
using Mesh.Simulator.Network;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Workloads;
using Mesh.Simulator.World;
using Mesh.Simulator.World.Mobility;
using Mesh.Simulator.World.Radio;

namespace Mesh.Simulator.Bench.Children;

/// <summary>One run of the scenario in which ns-3 was measured, in a process of its own, so that its memory can be told.</summary>
internal static class RunChild
{
    private const ulong Seed = 1;

    /// <summary>A run so small that it is over when the program has been compiled.</summary>
    private static readonly RunChildOptions WarmUp = new(Nodes: 30, Seconds: 10, Rate: 2, KeepAlive: true);

    /// <summary>Runs and answers.</summary>
    public static void Run(RunChildOptions options, TextReader input, TextWriter output)
    {
        ChildConsole console = new(input, output);
        double began = ProcessorTime.Seconds();
        ScenarioRun.Run(ScenarioOf(WarmUp), "flood", Seed, [new Start()], CancellationToken.None);
        double started = ProcessorTime.Seconds();
        Start start = new();
        RunResult result = ScenarioRun.Run(ScenarioOf(options), "flood", Seed, [start], CancellationToken.None);
        using Process self = Process.GetCurrentProcess();
        console.Answer(new RunReport(result, started - began, start.At - started, self.PeakWorkingSet64));
    }

    /// <summary>Random waypoint at 1 to 20 m/s in a square of 1,000 m x sqrt(N/100), 250 m range, 200 B messages by random senders.</summary>
    private static Scenario ScenarioOf(RunChildOptions options)
    {
        double side = 1000 * Math.Sqrt(options.Nodes / 100.0);
        return new Scenario
        {
            Name = "ns3-flood",
            Nodes = options.Nodes,
            Duration = TimeSpan.FromSeconds(options.Seconds),
            Mobility = new MobilitySpec { Kind = MobilityKind.RandomWaypoint, Width = side, Height = side, Speed = new Bounds(1, 20), Steady = false },
            Radio = new RadioSpec { Kind = RadioKind.Disk, Range = 250 },
            Node = new NodeSpec { Presence = false, LinksMax = 64, KeepAlive = options.KeepAlive, PeerExchange = false },
            Workload = options.Rate == 0 ? [] : [new WorkloadSpec { Kind = WorkloadKind.Random, Rate = options.Rate, Size = new Bounds(200, 200) }],
        };
    }

    /// <summary>Notes when the world stood.</summary>
    private sealed class Start : IRunObserver
    {
        public double At { get; private set; }

        public void Begin(Scene scene, WorkloadPlan plan) => At = ProcessorTime.Seconds();

        public void On(in RunEvent happened)
        {
            // Only the beginning counts here.
        }
    }
}
