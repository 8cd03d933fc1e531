using Mesh.Protocol;
using Mesh.Simulator.Baselines;
using Mesh.Tests.Simulation.Virtual;

namespace Mesh.Tests.Simulation;

public sealed class ChatTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_line_of_six_hears_every_message_once_and_in_order(bool isFlood)
    {
        VirtualNetwork network = Line(6, isFlood);
        for (int i = 0; i < 20; i++)
        {
            network.Nodes[0].Say("lobby", $"a{i}");
            network.Nodes[5].Say("lobby", $"b{i}");
            network.RunFor(TimeSpan.FromMilliseconds(30));
        }

        network.RunFor(TimeSpan.FromSeconds(2));
        foreach (VirtualNode node in network.Nodes)
        {
            Assert.Equal(Enumerable.Range(0, 20).Select(i => $"a{i}"), node.Texts.Where(text => text[0] == 'a'));
            Assert.Equal(Enumerable.Range(0, 20).Select(i => $"b{i}"), node.Texts.Where(text => text[0] == 'b'));
            Assert.Equal(40, node.Shown.Count);
        }

        Assert.All(network.Nodes[5].Shown.Where(shown => shown.Message.Stream.Origin == network.Nodes[0].Key.Peer), shown => Assert.Equal(5, shown.Message.Hops));
    }

    [Fact]
    public void Everybody_knows_everybody_by_name_across_the_line()
    {
        VirtualNetwork network = Line(5, isFlood: false);
        network.RunFor(TimeSpan.FromSeconds(1));
        foreach (VirtualNode node in network.Nodes)
        {
            string[] names = [.. node.Events
                .Where(happened => happened.Output.Kind == MeshOutputKind.Presence)
                .Select(happened => (PresenceChange)happened.Output.Body!)
                .Where(change => change.Kind == PresenceChangeKind.Appeared)
                .Select(change => change.Name)
                .Order(StringComparer.Ordinal)];
            Assert.Equal(network.Nodes.Where(other => other != node).Select(other => other.Options.Name), names);
        }
    }

    [Fact]
    public void What_both_sides_of_a_minutes_partition_wrote_is_everywhere_after_the_heal()
    {
        VirtualNetwork network = Line(6, isFlood: false);
        network.Nodes[0].Say("lobby", "before");
        network.RunFor(TimeSpan.FromSeconds(1));
        network.SetReach(network.Nodes[2], network.Nodes[3], false);
        for (int i = 0; i < 60; i++)
        {
            network.Nodes[i % 3].Say("lobby", $"left{i}");
            network.Nodes[3 + (i % 3)].Say("lobby", $"right{i}");
            network.RunFor(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(61, network.Nodes[0].Shown.Count);
        network.SetReach(network.Nodes[2], network.Nodes[3], true);
        bool isHealed = network.RunUntil(() => network.Nodes.All(node => node.Shown.Count == 121), TimeSpan.FromSeconds(5));
        Assert.True(isHealed, string.Join(' ', network.Nodes.Select(node => node.Shown.Count)));
        Assert.All(network.Nodes, node => Assert.Equal(121, node.Texts.Distinct().Count()));
    }

    [Fact]
    public void A_late_joiner_gets_what_its_neighbour_holds()
    {
        VirtualNetwork network = Line(3, isFlood: false);
        for (int i = 0; i < 50; i++)
        {
            network.Nodes[0].Say("lobby", $"m{i}");
            network.RunFor(TimeSpan.FromMilliseconds(100));
        }

        VirtualNode late = network.Add();
        late.Join("lobby");
        network.Connect(late, network.Nodes[2]);
        Assert.True(network.RunUntil(() => late.Shown.Count == 50, TimeSpan.FromSeconds(2)), late.Shown.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"m{i}"), late.Texts);
    }

    [Fact]
    public void A_silent_cut_is_noticed_within_three_seconds_on_both_sides_and_the_heal_too()
    {
        VirtualNetwork network = Line(2, isFlood: false);
        network.RunFor(TimeSpan.FromSeconds(20));
        foreach (int millisecond in Enumerable.Range(0, 20))
        {
            network.RunFor(TimeSpan.FromMilliseconds(5_000 + (millisecond * 97)));
            network.SetReach(network.Nodes[0], network.Nodes[1], false);
            Assert.True(network.RunUntil(() => network.Nodes.All(node => !node.Neighbours.Any()), TimeSpan.FromSeconds(3)));
            network.RunFor(TimeSpan.FromSeconds(30));
            network.SetReach(network.Nodes[0], network.Nodes[1], true);
            Assert.True(network.RunUntil(() => network.Nodes.All(node => node.Neighbours.Any()), TimeSpan.FromSeconds(3)));
        }
    }

    [Fact]
    public void Simultaneous_dials_end_in_one_link_and_nobody_sees_a_leave()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            byte[] proofKey = seed % 2 == 0 ? [] : new byte[32];
            VirtualNetwork network = new(seed) { Delay = TimeSpan.FromMicroseconds(100 + (seed * 211)) };
            VirtualNode[] nodes = [.. Enumerable.Range(0, 5).Select(_ => network.Add(options => options with { ProofKey = proofKey }))];
            for (int i = 0; i < 5; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    network.Connect(nodes[i], nodes[j]);
                }
            }

            network.RunFor(TimeSpan.FromSeconds(10));
            Assert.All(nodes, node => Assert.Equal(4, node.Links.Count));
            Assert.All(nodes, node => Assert.DoesNotContain(node.Events, happened => happened.Output.Kind == MeshOutputKind.NeighbourDown));
        }
    }

    [Fact]
    public void What_was_written_before_two_simultaneous_dials_is_there_right_after_them()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            VirtualNetwork network = new(seed) { Delay = TimeSpan.FromMicroseconds(100 + (seed * 37)) };
            VirtualNode left = network.Add();
            VirtualNode right = network.Add();
            left.Join("lobby");
            right.Join("lobby");
            left.Say("lobby", "from the left");
            right.Say("lobby", "from the right");
            network.RunFor(TimeSpan.FromMilliseconds(100));
            network.Connect(left, right);
            bool isThere = network.RunUntil(() => left.Shown.Count == 2 && right.Shown.Count == 2, TimeSpan.FromMilliseconds(500));
            Assert.True(isThere, $"Seed {seed}: {left.Shown.Count} and {right.Shown.Count}");
        }
    }

    [Fact]
    public void Late_joiner_is_not_shown_who_has_left()
    {
        VirtualNetwork network = Line(2, isFlood: false);
        VirtualNode leaver = network.Nodes[0];
        leaver.Say("lobby", "bye");
        network.RunFor(TimeSpan.FromSeconds(1));
        leaver.Handle(new MeshInput(MeshInputKind.Goodbye));
        network.RunFor(TimeSpan.FromSeconds(1));
        leaver.Crash();
        VirtualNode late = network.Add();
        late.Join("lobby");
        network.Connect(late, network.Nodes[1]);
        network.RunFor(TimeSpan.FromSeconds(20));
        Assert.Equal(["bye"], late.Texts);
        Assert.DoesNotContain(late.Events, happened => happened.Output.Kind == MeshOutputKind.Presence && happened.Output.Peer == leaver.Key.Peer);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        Assert.Equal(TraceOf(7), TraceOf(7));
        Assert.NotEqual(TraceOf(7), TraceOf(8));
    }

    private static string TraceOf(ulong seed)
    {
        VirtualNetwork network = Line(4, isFlood: false, seed);
        network.Nodes[1].Say("lobby", "hello");
        network.RunFor(TimeSpan.FromSeconds(40));
        return network.TraceHash;
    }

    private static VirtualNetwork Line(int count, bool isFlood, ulong seed = 1)
    {
        VirtualNetwork network = new(seed);
        VirtualNode[] nodes = [.. Enumerable.Range(0, count).Select(_ => network.Add(options => options with { Dissemination = isFlood ? parts => new Flood(parts.Links, parts.Sender) : null }))];
        foreach (VirtualNode node in nodes)
        {
            node.Join("lobby");
        }

        network.Line(nodes);
        network.RunFor(TimeSpan.FromSeconds(1));
        return network;
    }
}
