using Mesh.Simulator.Network;
using Mesh.Simulator.World;

namespace Mesh.Tests.Unit.Simulator.Network;

public sealed class SimulatedNetworkTests
{
    private static readonly Contact Always = new(0, 1, MeshInstant.Zero, Second(3600));

    [Fact]
    public void Who_comes_into_reach_is_heard_and_heard_again_while_it_stays()
    {
        SimulatedNetwork network = Recorder.Network(1, new Contact(0, 1, Second(10), Second(75)));

        network.RunTo(Second(300));

        Assert.Equal(["start", "heard 1", "heard 1"], Recorder.Of(network, 0).Heard);
    }

    [Fact]
    public void A_dial_brings_the_link_up_at_both_ends()
    {
        SimulatedNetwork network = Linked();

        Assert.Equal("up 1 1 7", Recorder.Of(network, 0).Heard[^1]);
        Assert.Equal("up 1 0 0", Recorder.Of(network, 1).Heard[^1]);
    }

    [Fact]
    public void A_dial_out_of_reach_fails_at_its_limit()
    {
        SimulatedNetwork network = Recorder.Network(1, new Contact(0, 1, Second(10), Second(20)));
        Recorder.Of(network, 0).Host.Dial(1, 7, TimeSpan.FromSeconds(3));

        network.RunTo(Second(2.999));
        Assert.DoesNotContain("failed 7", Recorder.Of(network, 0).Heard);
        network.RunTo(Second(3));

        Assert.Contains("failed 7", Recorder.Of(network, 0).Heard);
    }

    [Fact]
    public void Frames_arrive_in_order_and_the_close_behind_them()
    {
        SimulatedNetwork network = Linked();
        Send(network, 0, 1, 2, 3);
        Recorder.Of(network, 0).Host.Close(1, "enough");

        network.RunTo(network.Now + TimeSpan.FromSeconds(1));

        Assert.Equal(["frame 1 1", "frame 1 2", "frame 1 3", "down 1 enough"], Recorder.Of(network, 1).Heard[^4..]);
        Assert.Equal("down 1 enough", Recorder.Of(network, 0).Heard[^1]);
    }

    [Fact]
    public void What_finds_the_way_blocked_arrives_with_the_next_retransmission_after_it_is_free()
    {
        SimulatedNetwork network = Linked();
        MeshInstant start = network.Now;
        network.Block(0, 1, isBlocked: true);
        Send(network, 0, 1, 2);
        network.RunTo(start + TimeSpan.FromMilliseconds(500));
        network.Block(0, 1, isBlocked: false);

        // Sent again after 200, 600 and 1,400 ms, and a millisecond under way.
        network.RunTo(start + TimeSpan.FromMilliseconds(600));
        Assert.DoesNotContain("frame 1 1", Recorder.Of(network, 1).Heard);
        network.RunTo(start + TimeSpan.FromMilliseconds(601));

        Assert.Equal(["frame 1 1", "frame 1 2"], Recorder.Of(network, 1).Heard[^2..]);
    }

    [Fact]
    public void What_is_under_way_when_the_way_closes_keeps_its_place()
    {
        SimulatedNetwork network = Linked();
        Send(network, 0, 1);
        network.Block(0, 1, isBlocked: true);
        Send(network, 0, 2);
        network.RunTo(network.Now + TimeSpan.FromMilliseconds(300));
        network.Block(0, 1, isBlocked: false);
        Send(network, 0, 3);

        network.RunTo(network.Now + TimeSpan.FromSeconds(2));

        Assert.Equal(["frame 1 1", "frame 1 2", "frame 1 3"], Recorder.Of(network, 1).Heard[^3..]);
    }

    [Fact]
    public void A_contact_that_ends_while_a_dial_is_under_way_leaves_no_link()
    {
        SimulatedNetwork network = Recorder.Network(1, new Contact(0, 1, MeshInstant.Zero, Second(1.0055)));
        network.RunTo(Second(1));
        Recorder.Of(network, 0).Host.Dial(1, 7, TimeSpan.FromSeconds(3));

        network.RunTo(Second(10));

        Assert.Equal("failed 7", Recorder.Of(network, 0).Heard[^1]);
    }

    [Fact]
    public void A_block_that_comes_and_goes_does_not_make_nodes_hear_each_other_more_often()
    {
        SimulatedNetwork network = Recorder.Network(1, Always);
        for (int i = 0; i < 20; i++)
        {
            network.RunTo(Second(1 + i));
            network.Block(0, 1, isBlocked: true);
            network.Block(0, 1, isBlocked: false);
        }

        int before = Recorder.Of(network, 0).Heard.Count;
        network.RunTo(Second(20 + 121));

        Assert.Equal(before + 3, Recorder.Of(network, 0).Heard.Count);
    }

    [Fact]
    public void A_block_of_one_direction_leaves_the_other_free()
    {
        SimulatedNetwork network = Linked();
        network.Block(0, 1, isBlocked: true);
        Send(network, 0, 5);
        Send(network, 1, 6);

        network.RunTo(network.Now + TimeSpan.FromSeconds(10));

        Assert.Contains("frame 1 6", Recorder.Of(network, 0).Heard);
        Assert.DoesNotContain("frame 1 5", Recorder.Of(network, 1).Heard);
    }

    [Fact]
    public void A_process_that_ends_breaks_its_links_and_a_power_cut_leaves_them_standing()
    {
        SimulatedNetwork ended = Linked();
        ended.StopNode(0, silently: false);
        ended.RunTo(ended.Now + TimeSpan.FromSeconds(5));
        SimulatedNetwork cut = Linked();
        cut.StopNode(0, silently: true);
        cut.RunTo(cut.Now + TimeSpan.FromSeconds(5));

        Assert.Equal("down 1 The peer's process ended.", Recorder.Of(ended, 1).Heard[^1]);
        Assert.DoesNotContain(Recorder.Of(cut, 1).Heard, line => line.StartsWith("down", StringComparison.Ordinal));
    }

    [Fact]
    public void Who_writes_to_a_node_that_started_anew_is_told_that_the_link_is_gone()
    {
        SimulatedNetwork network = Linked();
        network.StopNode(0, silently: true);
        network.StartNode(0);
        Send(network, 1, 9);

        network.RunTo(network.Now + TimeSpan.FromSeconds(1));

        Assert.Contains("down 1 The link was reset.", Recorder.Of(network, 1).Heard);
        Assert.DoesNotContain("frame 1 9", Recorder.Of(network, 0).Heard);
    }

    [Fact]
    public void A_full_pipe_says_when_it_has_room_again()
    {
        SimulatedNetwork network = Linked();
        INodeHost host = Recorder.Of(network, 0).Host;
        while (host.IsWritable(1))
        {
            host.Send(1, new byte[16 * 1024]);
        }

        network.RunTo(network.Now + TimeSpan.FromSeconds(1));

        Assert.Single(Recorder.Of(network, 0).Heard, "writable 1");
        Assert.True(host.IsWritable(1));
    }

    [Fact]
    public void The_earlier_of_two_wake_ups_comes_and_a_new_program_does_not_get_an_old_ones()
    {
        SimulatedNetwork network = Recorder.Network(1, Always);
        INodeHost host = Recorder.Of(network, 0).Host;
        MeshInstant start = host.Now;
        host.WakeAt(start + TimeSpan.FromSeconds(2));
        host.WakeAt(start + TimeSpan.FromSeconds(1));
        host.After(TimeSpan.FromSeconds(5), 1, 2, "old");
        network.RunTo(Second(3));
        List<string> first = Recorder.Of(network, 0).Heard;
        network.StopNode(0, silently: true);
        network.StartNode(0);
        network.RunTo(Second(10));

        Assert.Equal($"wake {start + TimeSpan.FromSeconds(1)}", first[^1]);
        Assert.Equal(["start", "heard 1"], Recorder.Of(network, 0).Heard);
    }

    private static SimulatedNetwork Linked()
    {
        SimulatedNetwork network = Recorder.Network(1, Always);
        network.RunTo(Second(1));
        Recorder.Of(network, 0).Host.Dial(1, 7, TimeSpan.FromSeconds(3));
        network.RunTo(Second(2));
        return network;
    }

    private static MeshInstant Second(double seconds) => MeshInstant.Zero + TimeSpan.FromSeconds(seconds);

    private static void Send(SimulatedNetwork network, int node, params byte[] frames)
    {
        foreach (byte frame in frames)
        {
            Recorder.Of(network, node).Host.Send(1, [frame]);
        }
    }
}
