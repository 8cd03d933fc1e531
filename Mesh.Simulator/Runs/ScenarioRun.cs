using Mesh.Protocol;
using Mesh.Simulator.Engine;
using Mesh.Simulator.Formats;
using Mesh.Simulator.Faults;
using Mesh.Simulator.Faults.Attackers;
using Mesh.Simulator.Judgement;
using Mesh.Simulator.Network;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Workloads;
using Mesh.Simulator.World;
using Mesh.Wire;

namespace Mesh.Simulator.Runs;

/// <summary>One run: a scenario, a protocol, a seed.</summary>
internal static class ScenarioRun
{
    /// <summary>Runs to the end on the calling thread.</summary>
    /// <param name="scenario">What is run.</param>
    /// <param name="protocol">A name of the <see cref="ProtocolCatalogue"/>.</param>
    /// <param name="seed">The same seed gives the same run.</param>
    /// <param name="observers">Are told everything that happens.</param>
    /// <param name="cancellationToken">Ends the run without a result.</param>
    /// <exception cref="ArgumentException">There is no such protocol.</exception>
    public static RunResult Run(Scenario scenario, string protocol, ulong seed, IReadOnlyList<IRunObserver> observers, CancellationToken cancellationToken)
    {
        double started = ProcessorTime.Seconds();
        Imported? imported = ScenarioFiles.World(scenario);
        Scene scene = SceneBuilder.Build(scenario, seed, imported);
        return Run(scenario, scene, spec => ScenarioFiles.Messages(spec, imported), protocol, seed, observers, cancellationToken) with { CpuSeconds = ProcessorTime.Seconds() - started };
    }

    /// <summary>The same in a world that stands already.</summary>
    /// <param name="scenario">What is run; its own world is not looked at.</param>
    /// <param name="scene">The world.</param>
    /// <param name="log">Reads the file of a workload that replays; see <see cref="WorkloadPlan.Draw"/>.</param>
    /// <param name="protocol">A name of the <see cref="ProtocolCatalogue"/>.</param>
    /// <param name="seed">The same seed gives the same run.</param>
    /// <param name="observers">Are told everything that happens.</param>
    /// <param name="cancellationToken">Ends the run without a result.</param>
    public static RunResult Run(Scenario scenario, Scene scene, Func<WorkloadSpec, IReadOnlyList<ImportedMessage>>? log, string protocol, ulong seed, IReadOnlyList<IRunObserver> observers, CancellationToken cancellationToken)
    {
        ProtocolEntry entry = ProtocolCatalogue.Find(protocol) ?? throw new ArgumentException($"There is no protocol '{protocol}'.", nameof(protocol));
        return Run(scenario, scene, log, entry, seed, observers, cancellationToken);
    }

    /// <summary>The same with a protocol that need not stand in the catalogue.</summary>
    public static RunResult Run(Scenario scenario, Scene scene, Func<WorkloadSpec, IReadOnlyList<ImportedMessage>>? log, ProtocolEntry protocol, ulong seed, IReadOnlyList<IRunObserver> observers, CancellationToken cancellationToken)
    {
        double started = ProcessorTime.Seconds();
        int nodes = scene.Contacts.Nodes;
        using Keyring keys = new();
        using RealSignatures real = new(keys);
        ProgramParts parts = new()
        {
            Spec = scenario.Node,
            Keys = keys,
            Signatures = scenario.Node.Crypto == CryptoKind.Real ? real : new StandInSignatures(keys),
            Bundles = new BundlePool(),
            Outbox = new MeshOutbox(),
            FrameMemory = new byte[WireLimits.FrameBytesMax],
            NetworkHash = Digest.Of("mesh-sim"u8),
        };
        using TraceHash trace = new();
        Measurement measurement = new(nodes);
        AttackPlan attacks = new(scenario.Faults, nodes, seed);
        Judge judge = new(scenario, protocol.Promises, attacks.IsHonest);
        SimulatedNetwork network = new(FaultInjector.Disturb(scene, scenario.Faults, seed), attacks.Among(protocol), parts, seed, [trace, measurement, judge, .. observers]);
        judge.Attach(network);
        FaultInjector.Plan(network, keys, scenario.Faults, seed);
        WorkloadPlan plan = WorkloadPlan.Draw(scenario.Workload, scenario.Duration, nodes, seed, log);
        foreach (IRunObserver observer in observers.Prepend(judge))
        {
            observer.Begin(scene, plan);
        }

        WorkloadWriter writer = new(network, plan);
        network.NodeStarted = writer.JoinRooms;
        network.StartAll();
        network.RunTo(MeshInstant.Zero + scenario.Duration, cancellationToken);
        Summary summary = new(measurement, plan, network);
        IReadOnlyList<RunFailure> failures = judge.End(network.Now);
        return summary.Result(scenario, protocol.Name, seed, trace.Current()) with { CpuSeconds = ProcessorTime.Seconds() - started, Checks = judge.Checks, Failures = failures };
    }
}
