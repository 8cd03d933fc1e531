using Mesh.Simulator.Baselines;
using Mesh.Simulator.Network;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Workloads;
using Mesh.Simulator.World;

namespace Mesh.Tests.Unit.Simulator.Baselines;

public sealed class GossipsubTests
{
    private const int Nodes = 30;

    private static readonly WorkloadSpec Spread = new() { Rate = 2, From = TimeSpan.FromSeconds(10), Until = TimeSpan.FromSeconds(30) };

    [Fact]
    public void One_seed_gives_one_trace()
    {
        Assert.Equal(Full(new GossipsubSpec()).TraceHash, Full(new GossipsubSpec()).TraceHash);
    }

    [Fact]
    public void The_mesh_keeps_to_its_degrees_among_many_links()
    {
        RunResult narrow = Full(new GossipsubSpec { FloodPublish = false });
        RunResult wide = Full(new GossipsubSpec { FloodPublish = false, Degree = 10, DegreeLow = 8 });

        // Everybody sends to the mesh but the one it came from: copies are the mesh's degree less one for each node, one of them new.
        Assert.Equal((1.0, 1.0), (narrow.Delivery, wide.Delivery));
        Assert.InRange(narrow.Rmr, 4 - 2, 12 - 2);
        Assert.True(narrow.Rmr + 1 < wide.Rmr);
    }

    [Fact]
    public void An_author_sends_to_all_its_peers()
    {
        RunResult flooded = Full(new GossipsubSpec());

        Assert.Equal(1, flooded.Hops.Max);
    }

    [Fact]
    public void What_the_mesh_does_not_bring_gossip_brings_with_a_heartbeat()
    {
        // No mesh at all: from node to node every message waits to be told of.
        GossipsubSpec lazy = new() { DegreeLow = 0, FloodPublish = false };
        RunResult result = Graphs.Run("gossipsub", Nodes, Graphs.Ring(Nodes, 1), Spread with { Until = TimeSpan.FromSeconds(12) }, new NodeSpec { Gossipsub = lazy });

        Assert.Equal(1, result.Delivery);
        Assert.InRange(result.LatencyMs.Max, 1_000, 20_000);
        Assert.Equal(0, result.Rmr, 0.2);
    }

    [Fact]
    public void A_long_message_is_declined_by_who_has_it()
    {
        // Three hops of a ring with chords: refusals overtake copies that wait for a verification.
        WorkloadSpec large = Spread with { Size = new Bounds(2_000, 2_000) };
        double declined = Chords(large, new GossipsubSpec()).Rmr;
        double sent = Chords(large, new GossipsubSpec { DeclineFrom = 1_000_000 }).Rmr;

        Assert.True(declined < sent);
    }

    [Fact]
    public void An_idle_link_is_kept_and_a_silent_one_let_go()
    {
        List<double> idle = Downs(silentlyStopped: false);
        List<double> silent = Downs(silentlyStopped: true);

        // The last word is heard at most when node 0 stops at 100 s; 40 s later and at most a heartbeat on, the link is given up.
        Assert.Empty(idle);
        Assert.InRange(Assert.Single(silent), 100, 141);
    }

    private static RunResult Full(GossipsubSpec spec) => Graphs.Run("gossipsub", Nodes, Graphs.Full(Nodes), Spread, new NodeSpec { Gossipsub = spec });

    private static RunResult Chords(WorkloadSpec workload, GossipsubSpec spec) =>
        Graphs.Run("gossipsub", 100, Graphs.Ring(100, 1, 9, 31, 43), workload, new NodeSpec { Gossipsub = spec, VerifyTime = 0.005 });

    private static List<double> Downs(bool silentlyStopped)
    {
        using Keyring keys = new();
        ProgramParts parts = new()
        {
            Spec = new NodeSpec(),
            Keys = keys,
            Signatures = new StandInSignatures(keys),
            Outbox = new Mesh.Protocol.MeshOutbox(),
            FrameMemory = new byte[1],
            Bundles = new BundlePool(),
            NetworkHash = default,
        };
        Contact contact = new(0, 1, MeshInstant.Zero, Second(1_000));
        Scene scene = new() { Contacts = new ContactPlan(2, TimeSpan.FromSeconds(1_000), [contact]), Medium = new EvenMedium() };
        LinkLog log = new();
        SimulatedNetwork network = new(scene, ProtocolCatalogue.Find("gossipsub")!, parts, 1, [log]);
        network.StartAll();
        network.RunTo(Second(100));
        if (silentlyStopped)
        {
            network.StopNode(0, silently: true);
        }

        network.RunTo(Second(300));
        return log.Downs;
    }

    private static MeshInstant Second(double seconds) => MeshInstant.Zero + TimeSpan.FromSeconds(seconds);

    private sealed class LinkLog : IRunObserver
    {
        public List<double> Downs { get; } = [];

        public void On(in RunEvent happened)
        {
            if (happened.Kind == RunEventKind.LinkDown)
            {
                Downs.Add(happened.At.Microseconds / 1e6);
            }
        }
    }
}
