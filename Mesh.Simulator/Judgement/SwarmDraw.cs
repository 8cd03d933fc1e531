using Mesh.Simulator.Faults;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.World.Mobility;
using Mesh.Simulator.World.Radio;
using Mesh.Simulator.World.Topologies;
using Mesh.Simulator.Workloads;

namespace Mesh.Simulator.Judgement;

/// <summary>
/// Draws a small scenario from a seed: the world, what is written, the protocol, and the whole mix of faults, of which some are wholly off (swarm testing,
/// Groce and others 2012). A storm comes first; then everything heals, and what liveness owes must come in the time that is left.
/// </summary>
internal sealed class SwarmDraw
{
    /// <summary>Fewest nodes.</summary>
    public const int NodesMin = 5;

    /// <summary>Most nodes.</summary>
    public const int NodesMax = 60;

    /// <summary>Beyond that a star's middle or a full graph has more neighbours than a node has links.</summary>
    private const int CrowdMax = 12;

    /// <summary>Nobody writes and nothing breaks before the first links stand.</summary>
    private const int CalmSeconds = 2;

    /// <summary>How long a heal may take at most: retries of a gap wait up to a minute.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(60);

    private readonly MeshRandom _random;
    private readonly ulong _seed;
    private readonly int _stormSeconds;
    private readonly int _nodes;

    private SwarmDraw(ulong seed)
    {
        _seed = seed;
        _random = new MeshRandom(seed).Split("swarm");
        _stormSeconds = 10 + _random.Next(20);
        _nodes = NodesMin + _random.Next(1 + _random.Next(NodesMax - NodesMin + 1));
    }

    /// <summary>The scenario of a seed, with the one protocol and the one seed that it is run with.</summary>
    public static Scenario Of(ulong seed) => new SwarmDraw(seed).Draw();

    private Scenario Draw()
    {
        (TopologySpec? topology, MobilitySpec? mobility) = World();
        return new Scenario
        {
            Name = FormattableString.Invariant($"swarm-{_seed}"),
            About = "Drawn by the swarm.",
            Nodes = _nodes,
            Duration = TimeSpan.FromSeconds(_stormSeconds + 5) + Settle,
            Settle = Settle,
            Seeds = [_seed],
            Protocols = [_random.Chance(1, 4) ? "flood" : "plumtree"],
            Topology = topology,
            Mobility = mobility,
            Radio = new RadioSpec { Delay = DelayBounds(), Loss = _random.Chance(1, 3) ? _random.Next(6) / 100.0 : 0 },
            Workload = [.. Enumerable.Range(0, 1 + _random.Next(2)).Select(_ => Work())],
            Faults = Storm(),
        };
    }

    private (TopologySpec?, MobilitySpec?) World()
    {
        switch (_random.Next(10))
        {
            case 0:
                return (new TopologySpec { Kind = TopologyKind.Line }, null);
            case 1:
                return (new TopologySpec { Kind = TopologyKind.Ring }, null);
            case 2:
                return (new TopologySpec { Kind = TopologyKind.Grid }, null);
            case 3:
                return (new TopologySpec { Kind = TopologyKind.Tree }, null);
            case 4 when _nodes <= CrowdMax:
                return (new TopologySpec { Kind = TopologyKind.Full }, null);
            case 4 or 5 when _nodes <= CrowdMax:
                return (new TopologySpec { Kind = TopologyKind.Star }, null);
            case 4 or 5:
                return (new TopologySpec { Kind = TopologyKind.Regular, Degree = 4 }, null);
            case 6:
                return (new TopologySpec { Kind = TopologyKind.Geometric, Degree = Math.Min(6 + _random.Next(4), _nodes - 1) }, null);
            default:
                // With a range of 250 m, five to nine others are in reach in the mean.
                int side = (int)Math.Sqrt(_nodes * 196_350.0 / (5 + _random.Next(5)));
                return (null, new MobilitySpec { Kind = _random.Chance(1, 4) ? MobilityKind.Static : MobilityKind.RandomWaypoint, Width = side, Height = side, Speed = new Bounds(1, 5 + _random.Next(25)) });
        }
    }

    private Bounds DelayBounds()
    {
        int least = 1 + _random.Next(20);
        return new Bounds(least / 1000.0, (least + _random.Next(60)) / 1000.0);
    }

    private WorkloadSpec Work()
    {
        TimeSpan from = TimeSpan.FromSeconds(CalmSeconds + _random.Next(3));
        WorkloadSpec spec = new()
        {
            From = from,
            Until = TimeSpan.FromSeconds(_stormSeconds + 4),
            Size = _random.Chance(1, 6) ? new Bounds(16, 20_000) : new Bounds(16, 400),
        };
        return _random.Next(5) switch
        {
            0 => spec with { Kind = WorkloadKind.Burst, Count = 2 + _random.Next(20), Every = TimeSpan.FromSeconds(1 + _random.Next(5)) },
            1 => spec with { Kind = WorkloadKind.AllAtOnce, Every = TimeSpan.FromSeconds(5 + _random.Next(10)) },
            2 => spec with { Kind = WorkloadKind.OneSender, Rate = 1 + _random.Next(5) },
            _ => spec with { Kind = WorkloadKind.Random, Rate = 1 + _random.Next(5) },
        };
    }

    /// <summary>Each fault is in it with one chance in three; frames and attackers are rarer, since they take something away from what is judged.</summary>
    private List<FaultSpec> Storm()
    {
        List<FaultSpec> faults = [];
        foreach (FaultKind kind in Enum.GetValues<FaultKind>())
        {
            int odds = kind switch
            {
                FaultKind.Frames => 15,
                FaultKind.Attack => 5,
                _ => 3,
            };
            if (_random.Chance(1, odds))
            {
                faults.Add(Fault(kind));
            }
        }

        return faults;
    }

    private FaultSpec Fault(FaultKind kind)
    {
        int at = CalmSeconds + _random.Next(_stormSeconds - CalmSeconds);
        FaultSpec spec = new()
        {
            Kind = kind,
            At = TimeSpan.FromSeconds(at),
            For = TimeSpan.FromMilliseconds(500 + _random.Next((_stormSeconds - at) * 1000)),
            Share = (5 + _random.Next(36)) / 100.0,
        };
        return kind switch
        {
            FaultKind.Crash or FaultKind.PowerOff => spec with { Storage = Storage() },
            FaultKind.Churn => spec with { Storage = Storage(), Rate = (1 + _random.Next(10)) / 10.0, Away = new Bounds(1, 2 + _random.Next(8)) },
            FaultKind.Partition => spec with { Shape = _random.Chance(1, 4) ? PartitionShape.Isolate : PartitionShape.Uniform, OneWay = _random.Chance(1, 3) },
            FaultKind.Silence => spec with { OneWay = _random.Chance(1, 2) },
            FaultKind.Clog => spec with { Stall = new Bounds(0.1, (2 + _random.Next(30)) / 10.0) },
            FaultKind.Delay => spec with { By = new Bounds(0, (1 + _random.Next(10)) / 10.0) },
            FaultKind.Loss => spec with { Share = (1 + _random.Next(20)) / 100.0 },
            FaultKind.Slow => spec with { Factor = 2 + _random.Next(200), FrameTime = TimeSpan.FromMilliseconds(_random.Next(30)) },
            FaultKind.Clock => spec with { Wrong = new Bounds(1, 1 + _random.Next(100_000)) },
            FaultKind.Frames => spec with { Share = (1 + _random.Next(10)) / 100.0 },
            FaultKind.Attack => spec with { Attacker = Enum.GetValues<AttackerKind>()[_random.Next(Enum.GetValues<AttackerKind>().Length)], Share = (5 + _random.Next(20)) / 100.0 },
            _ => spec,
        };
    }

    private StorageFate Storage() => _random.Chance(1, 3) ? StorageFate.Lost : StorageFate.Kept;
}
