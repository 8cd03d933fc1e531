using Mesh.Simulator.Network;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Workloads;

namespace Mesh.Tests.Unit.Simulator.Baselines;

/// <summary>The shapes that are published for these protocols come out of them here, on 200 nodes with eight links each.</summary>
public sealed class ShapeTests
{
    private const int Nodes = 200;
    private const int Links = 8;

    private static readonly WorkloadSpec Spread = new() { Rate = 4, From = TimeSpan.FromSeconds(10), Until = TimeSpan.FromSeconds(35) };

    [Fact]
    public void Flood_brings_every_message_once_over_each_link_but_those_it_came_by()
    {
        RunResult result = Run("flood");

        // Each of n nodes sends to all neighbours but the one it had the message from: n * d - (n - 1) copies; n - 1 are new.
        Assert.Equal(1, result.Delivery);
        Assert.InRange(result.Rmr, Links - 2.2, Links - 1.8);
    }

    [Fact]
    public void Plumtree_sends_nearly_nothing_twice()
    {
        RunResult result = Run("plumtree");

        Assert.Equal(1, result.Delivery);
        Assert.InRange(result.Rmr, 0, 0.1);
    }

    [Fact]
    public void Gossipsub_sends_over_its_mesh_only()
    {
        RunResult result = Run("gossipsub");

        // Meshes have 4 to 12 links, on average a little over six; the author sends to all.
        Assert.Equal(1, result.Delivery);
        Assert.InRange(result.Rmr, 3.5, Links - 2);
    }

    [Fact]
    public void Flood_takes_the_shortest_way_and_the_others_no_shorter_one()
    {
        double flood = Run("flood").Stretch.P50;
        double plumtree = Run("plumtree").Stretch.P50;

        // 2 ms a hop, and 0.1 ms for each signature made or verified.
        Assert.InRange(flood, 1, 1.15);
        Assert.InRange(plumtree, flood, 3);
    }

    private static RunResult Run(string protocol) => Graphs.Run(protocol, Nodes, Graphs.Ring(Nodes, 1, 7, 23, 61), Spread, new NodeSpec { LinksMax = 64, Presence = false });
}
