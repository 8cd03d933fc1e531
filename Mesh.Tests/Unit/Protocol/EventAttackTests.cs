using Mesh.Protocol;
using Mesh.Protocol.Presence;
using Mesh.Tests.Simulation.Virtual;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Protocol;

/// <summary>Events and interests under attack; the comment says what would be gained.</summary>
public sealed class EventAttackTests
{
    private static readonly VirtualKey Mallory = new(1);
    private static readonly VirtualKey Alice = new(2);
    private static readonly VirtualKey Bob = new(3);

    // One publisher must not fill everybody's processors.
    [Fact]
    public void Flood_of_events_is_limited_and_nobody_else_s_are_lost()
    {
        Victim victim = new(options => options with { Gossip = new GossipOptions { EventsPerSecond = 100 } });
        victim.Subscribe();
        LinkId hostile = victim.Befriend(Mallory);
        LinkId honest = victim.Befriend(Alice);
        for (ulong i = 1; i <= 2_000; i++)
        {
            victim.ReceiveBundle(hostile, victim.Events(Mallory, i));
        }

        Assert.InRange(victim.EventsSeen().Length, 200, 410);
        Assert.InRange(victim.Count(TraceKind.RateLimited), 1_500, 1_800);
        victim.Outputs.Clear();
        victim.ReceiveBundle(honest, victim.Events(Alice, 1, count: 100));
        Assert.Equal(100, victim.EventsSeen().Length);
    }

    [Fact]
    public void Events_arrive_in_order_and_what_stays_out_is_counted_after_its_time()
    {
        Victim victim = new();
        victim.Subscribe();
        LinkId link = victim.Befriend(Alice);
        foreach (ulong number in (ulong[])[1, 3, 2, 4, 8, 6])
        {
            victim.ReceiveBundle(link, victim.Events(Alice, number));
        }

        Assert.Equal([1ul, 2, 3, 4], victim.EventsSeen());
        victim.PassAlive(TimeSpan.FromMilliseconds(190), link);
        Assert.Equal(4, victim.EventsSeen().Length);
        victim.PassAlive(TimeSpan.FromMilliseconds(20), link);
        Assert.Equal([1ul, 2, 3, 4, 6, 8], victim.EventsSeen());
        Assert.Equal(2, victim.EventsLost());
        victim.ReceiveBundle(link, victim.Events(Alice, 5));
        Assert.Equal(6, victim.EventsSeen().Length);
    }

    [Fact]
    public void First_event_heard_waits_a_moment_for_earlier_ones_and_nothing_is_called_lost()
    {
        Victim victim = new();
        victim.Subscribe();
        LinkId link = victim.Befriend(Alice);
        victim.ReceiveBundle(link, victim.Events(Alice, 900));
        victim.ReceiveBundle(link, victim.Events(Alice, 899));
        Assert.Empty(victim.EventsSeen());
        victim.PassAlive(TimeSpan.FromMilliseconds(60), link);
        Assert.Equal([899ul, 900], victim.EventsSeen());
        Assert.Equal(0, victim.EventsLost());
    }

    // Whoever unsubscribes while a gap is open must not be told of numbers that went round below zero.
    [Fact]
    public void Gap_that_is_open_when_nothing_is_wanted_any_more_is_forgotten()
    {
        Victim victim = new();
        victim.Subscribe();
        LinkId link = victim.Befriend(Alice);
        victim.ReceiveBundle(link, victim.Events(Alice, 1));
        victim.ReceiveBundle(link, victim.Events(Alice, 3));
        victim.Do(new MeshInput(MeshInputKind.Interest, Body: Interest.None));
        victim.ReceiveBundle(link, victim.Events(Alice, 10));
        victim.PassAlive(TimeSpan.FromSeconds(1), link);
        Assert.Equal([1ul], victim.EventsSeen());
        Assert.Equal(0, victim.EventsLost());
        victim.Subscribe();
        victim.ReceiveBundle(link, victim.Events(Alice, 11));
        Assert.Equal([1ul, 11], victim.EventsSeen());
    }

    [Fact]
    public void Events_end_at_the_last_number_there_is()
    {
        Victim victim = new();
        victim.Subscribe();
        LinkId link = victim.Befriend(Mallory);
        victim.ReceiveBundle(link, victim.Events(Mallory, ulong.MaxValue - 9, hlc: 1));
        victim.ReceiveBundle(link, victim.Events(Mallory, ulong.MaxValue - 4, count: 2, hlc: 2));
        victim.ReceiveBundle(link, victim.Events(Mallory, ulong.MaxValue - 6, count: 7, hlc: 3));
        victim.ReceiveBundle(link, victim.Events(Mallory, ulong.MaxValue - 5, count: 5, hlc: 4));
        victim.PassAlive(TimeSpan.FromSeconds(2), link);
        Assert.InRange(victim.EventsLost(), 0, 10);
        Assert.Null(victim.ClosedWith(link));
    }

    // Interests decide what this node sends; who leaves must take its wishes along.
    [Fact]
    public void Events_are_sent_while_somebody_wants_them_and_no_longer()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Alice);
        ulong topic = Interest.OfTopic(RealmMoves.Topic);
        Assert.True(IsSent(victim));
        victim.ReceivePresence(link, Alice, 1, Interest.None);
        Assert.False(IsSent(victim));
        victim.ReceivePresence(link, Alice, 2, Interest.None with { Topics = [topic, topic, topic + 1] });
        Assert.True(IsSent(victim));
        victim.ReceivePresence(link, Alice, 3, Interest.None with { Topics = [topic + 1] });
        Assert.False(IsSent(victim));
        victim.ReceivePresence(link, Bob, 1, Interest.None with { WantsAll = true });
        Assert.True(IsSent(victim));
        victim.ReceivePresence(link, Bob, 2, Interest.None, isLeaving: true);
        Assert.False(IsSent(victim));
    }

    // Wishes without end, of nodes that do not exist, must fit a bounded table and go with their presences.
    [Fact]
    public void Interests_of_made_up_nodes_are_bounded_with_their_presences()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Mallory);
        victim.ReceivePresence(link, Mallory, 1, Interest.None);
        for (int i = 0; i <= ProtocolLimits.PresenceMax; i++)
        {
            ulong[] topics = [.. Enumerable.Range(0, ProtocolLimits.InterestsMax).Select(n => i == 0 && n == 0 ? Interest.OfTopic(RealmMoves.Topic) : (ulong)((i * 64) + n))];
            victim.ReceivePresence(link, new VirtualKey(300_000 + i), 1, new Interest(topics, false, topics, true));
            if (i == 0)
            {
                Assert.True(IsSent(victim));
            }

            if (i % 100 == 0)
            {
                victim.PassAlive(TimeSpan.FromMilliseconds(50), link);
            }
        }

        Assert.False(IsSent(victim));
    }

    private static bool IsSent(Victim victim)
    {
        victim.Sent.Clear();
        victim.Do(new MeshInput(MeshInputKind.PublishEvent, Body: new EventCommand(Interest.OfTopic(RealmMoves.Topic), new byte[] { 1 })));
        return victim.Sent.Exists(sent => sent.Kind == RecordKind.Bundle);
    }
}
