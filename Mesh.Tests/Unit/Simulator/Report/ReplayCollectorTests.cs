using Mesh.Simulator.Report;
using Mesh.Simulator.Runs;

namespace Mesh.Tests.Unit.Simulator.Report;

public sealed class ReplayCollectorTests
{
    [Fact]
    public void A_frame_is_paired_with_when_it_was_sent_and_with_its_message()
    {
        ReplayCollector collected = Pages.Told(new ReplayCollector());

        Assert.Equal(
            [(0, new ReplayFrame(10_000_000, 10_040_000, 0, 1)), (0, new ReplayFrame(20_900_000, 21_000_000, 1, 2)), (0, new ReplayFrame(25_000_000, 25_100_000, 1, 2))],
            collected.Frames.Bodies.Kept);
        Assert.Empty(collected.Frames.Others.Kept);
    }

    [Fact]
    public void A_frame_without_a_message_is_kept_among_the_others()
    {
        ReplayFrames frames = new();
        frames.On(new RunEvent(new MeshInstant(1), RunEventKind.FrameSent, 0, 1, Bytes: 10));
        frames.On(new RunEvent(new MeshInstant(2), RunEventKind.FrameSent, 0, 1, Bytes: 10));
        frames.On(new RunEvent(new MeshInstant(5), RunEventKind.FrameReceived, 1, 0, Bytes: 10));
        frames.On(new RunEvent(new MeshInstant(6), RunEventKind.FrameReceived, 1, 0, Bytes: 10));
        frames.Settle();

        Assert.Equal([new ReplayFrame(1, 5, 0, 1), new ReplayFrame(2, 6, 0, 1)], frames.Others.Kept);
    }

    [Fact]
    public void What_was_under_way_when_the_last_link_ended_is_not_taken_for_a_later_frame()
    {
        ReplayFrames frames = new();
        frames.On(new RunEvent(new MeshInstant(1), RunEventKind.FrameSent, 0, 1, Bytes: 10));
        frames.Lose(1, 0);
        frames.On(new RunEvent(new MeshInstant(20), RunEventKind.FrameSent, 0, 1, Bytes: 10));
        frames.On(new RunEvent(new MeshInstant(25), RunEventKind.FrameReceived, 1, 0, Bytes: 10));
        frames.Settle();

        Assert.Equal([new ReplayFrame(20, 25, 0, 1)], frames.Others.Kept);
    }

    [Fact]
    public void Links_contacts_faults_and_bytes_are_kept_with_their_times()
    {
        ReplayCollector collected = Pages.Told(new ReplayCollector());

        Assert.Equal([(0, 1, 500_000, long.MaxValue), (2, 1, 20_500_000, 31_000_000)], collected.Links.Spans);
        Assert.Equal([(0, 1, 0, 60_000_000), (1, 2, 20_000_000, 30_000_000)], collected.Contacts.Spans);
        Assert.Equal((2, 2, 0, 45_000_000), collected.Runs.Spans[^1]);
        Assert.Equal([new ReplayMark(40_000_000, 1, "slow node")], collected.Marks);
        Assert.Equal([300, 600, 0], collected.Sent[^1]);
    }
}
