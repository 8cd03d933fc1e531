using Mesh.Protocol;
using Mesh.Protocol.Gossip;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Protocol;

public sealed class AuthorLaneTests
{
    private static readonly MeshInstant Start = new(1_000_000);

    [Fact]
    public void A_few_bundles_of_events_leave_at_once_and_then_one_a_millisecond()
    {
        AuthorLane lane = AuthorLane.OfEvents(new GossipOptions(), Start);
        for (int i = 0; i < ProtocolLimits.EventBundlesBurst; i++)
        {
            Assert.Equal(WireLimits.BundleMessagesMax, lane.Allowance(100, Start));
            lane.Take(1, 100, Start);
        }

        Assert.Equal(0, lane.Allowance(100, Start));
        MeshInstant next = lane.When(100, Start);
        Assert.InRange(next - Start, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1.1));
        Assert.Equal(WireLimits.BundleMessagesMax, lane.Allowance(100, next));
    }

    [Fact]
    public void Events_beyond_the_rate_wait_for_it()
    {
        AuthorLane lane = AuthorLane.OfEvents(new GossipOptions { EventsPerSecond = 10 }, Start);
        Assert.Equal(20, lane.Allowance(1, Start));
        lane.Take(20, 20, Start);
        Assert.Equal(0, lane.Allowance(1, Start));
        Assert.InRange(lane.When(1, Start) - Start, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(101));
        Assert.Equal(10, lane.Allowance(1, Start + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Largest_event_may_leave_however_low_the_rate_of_bytes_is_and_is_paid_for_by_waiting()
    {
        AuthorLane lane = AuthorLane.OfEvents(new GossipOptions { EventBytesPerSecond = 1_024 }, Start);
        Assert.NotEqual(0, lane.Allowance(WireLimits.BodyBytesMax, Start));
        lane.Take(1, WireLimits.BodyBytesMax, Start);
        Assert.Equal(0, lane.Allowance(1_024, Start));
        Assert.InRange(lane.When(1_024, Start) - Start, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(1.1));
    }

    [Fact]
    public void Presence_goes_one_message_a_bundle_and_is_never_paced()
    {
        AuthorLane lane = AuthorLane.OfPresence();
        for (int i = 0; i < 1_000; i++)
        {
            Assert.Equal(1, lane.Allowance(4_000, Start));
            lane.Take(1, 4_000, Start);
        }

        Assert.Equal(Start, lane.When(4_000, Start));
    }

    [Fact]
    public void Rooms_wait_in_a_lane_of_their_own()
    {
        AuthorLane rooms = AuthorLane.OfRooms(new GossipOptions(), Start);
        AuthorLane events = AuthorLane.OfEvents(new GossipOptions(), Start);
        events.Pending = events.PendingMax;
        Assert.Equal((0, ProtocolLimits.PendingMessagesMax), (rooms.Pending, rooms.PendingMax));
        Assert.Equal(100, rooms.Allowance(100, Start));
    }
}
