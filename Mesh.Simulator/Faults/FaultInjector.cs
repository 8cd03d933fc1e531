using Mesh.Simulator.Engine;
using Mesh.Simulator.Network;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios.Reading;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Faults;

/// <summary>Switches the faults of a scenario on and off, and says so. Attacks are the attackers' own (see <see cref="Attackers.AttackPlan"/>); here they are only told.</summary>
internal sealed class FaultInjector : IEventTarget
{
    private const int Beginning = 0;
    private const int Ending = 1;

    private readonly SimulatedNetwork _network;
    private readonly IReadOnlyList<FaultSpec> _specs;
    private readonly IFault?[] _faults;

    private FaultInjector(SimulatedNetwork network, Keyring keys, IReadOnlyList<FaultSpec> specs, ulong seed)
    {
        _network = network;
        _specs = specs;
        MeshRandom random = new MeshRandom(seed).Split("faults");
        NodeSwitches switches = new(network, keys);
        _faults = [.. specs.Select((spec, i) => Make(new FaultParts(spec, network, random.Split(FormattableString.Invariant($"fault {i}")), switches, network.Scene.Medium as Weather)))];
    }

    /// <summary>Plans the faults of a run.</summary>
    /// <param name="network">The network; what carries its frames is a <see cref="Weather"/> where <see cref="Disturb"/> made it one.</param>
    /// <param name="keys">The nodes' keys.</param>
    /// <param name="specs">The faults.</param>
    /// <param name="seed">The run's seed.</param>
    public static void Plan(SimulatedNetwork network, Keyring keys, IReadOnlyList<FaultSpec> specs, ulong seed)
    {
        FaultInjector injector = new(network, keys, specs, seed);
        for (int i = 0; i < specs.Count; i++)
        {
            network.Plan(specs[i].At, injector, Beginning, i, null);
        }
    }

    /// <summary>Puts weather around the medium of a scene where a fault needs it; otherwise nothing is slowed down for it.</summary>
    public static Scene Disturb(Scene scene, IReadOnlyList<FaultSpec> specs, ulong seed) =>
        specs.Any(spec => spec.Kind is FaultKind.Delay or FaultKind.Loss)
            ? scene with { Medium = new Weather(scene.Medium, new MeshRandom(seed).Split("weather")) }
            : scene;

    /// <inheritdoc/>
    public void On(in SimulationEvent due)
    {
        int number = (int)due.Number;
        FaultSpec spec = _specs[number];
        string name = spec.Kind == FaultKind.Attack ? KeyName.Of(spec.Attacker) : KeyName.Of(spec.Kind);
        if (due.Kind == Beginning)
        {
            string whom = _faults[number]?.Begin() ?? "";
            Tell(whom.Length == 0 ? $"{name} begins" : $"{name} begins: {whom}");
            if (spec.For > TimeSpan.Zero)
            {
                _network.Plan(spec.For, this, Ending, number, null);
            }
        }
        else
        {
            _faults[number]?.End();
            Tell($"{name} ends");
        }
    }

    private static IFault? Make(FaultParts parts) => parts.Spec.Kind switch
    {
        FaultKind.Crash => new OutageFault(parts, silently: false),
        FaultKind.PowerOff => new OutageFault(parts, silently: true),
        FaultKind.Churn => new ChurnFault(parts),
        FaultKind.Partition or FaultKind.Silence => new BlockFault(parts),
        FaultKind.Clog => new ClogFault(parts),
        FaultKind.Delay or FaultKind.Loss => new WeatherFault(parts),
        FaultKind.Slow => new SlowFault(parts),
        FaultKind.Clock => new ClockFault(parts),
        FaultKind.Frames => new FramesFault(parts),
        _ => null,
    };

    private void Tell(string text) => _network.Tell(new RunEvent(_network.Now, RunEventKind.Fault, Text: text));
}
