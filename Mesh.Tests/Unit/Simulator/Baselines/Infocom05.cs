using Mesh.Simulator.Baselines;
using Mesh.Simulator.Formats;
using Mesh.Simulator.Network;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Workloads;
using Mesh.Simulator.World;

namespace Mesh.Tests.Unit.Simulator.Baselines;

/// <summary>The conference trace of 41 people over three days with a thousand private messages, as other simulators ran it: 250 kB/s, buffers of 100 MB.</summary>
internal sealed class Infocom05
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(274_883);

    private readonly Imported _world;
    private readonly Imported _log;

    private Infocom05(Imported world, Imported log)
    {
        _world = world;
        _log = log;
    }

    public ContactPlan Contacts => _world.Contacts!;

    /// <summary>Reads the trace; the calling test is skipped where there is none.</summary>
    public static Infocom05 Read() => new(
        FormatCatalogue.Read(Traces.PathOf("contacts/Haggle3-Infocom5.one.csv")),
        FormatCatalogue.Read(Traces.PathOf("golden/infocom05.messages.one.txt")));

    public RunResult Run(string protocol, bool immunity, params IRunObserver[] observers)
    {
        Scenario scenario = new()
        {
            Name = "infocom05",
            Duration = Duration,
            Radio = new() { Delay = new Bounds(0.002, 0.0022) },
            Node = new NodeSpec { Store = new StoreSpec { Buffer = 100_000_000, Lifetime = TimeSpan.FromDays(30), Rate = 2_000_000, Immunity = immunity } },
            Workload = [new WorkloadSpec { Kind = WorkloadKind.Replay, File = "golden" }],
        };
        Scene scene = new() { Contacts = Contacts, Medium = new EvenMedium() };
        return ScenarioRun.Run(scenario, scene, _ => _log.Messages, protocol, 1, observers, TestContext.Current.CancellationToken);
    }
}
