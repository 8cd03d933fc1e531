using Mesh.Protocol;
using Mesh.Protocol.Calls;
using Mesh.Protocol.Presence;
using Mesh.Tests.Simulation.Virtual;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Protocol;

/// <summary>A relay under attack: what is routed through it, said of it, and sent again; the comment says what would be gained.</summary>
public sealed class RoutingAttackTests
{
    private static readonly VirtualKey Mallory = new(1);
    private static readonly VirtualKey Alice = new(2);
    private static readonly VirtualKey Bob = new(3);
    private static readonly VirtualKey Carol = new(4);
    private static readonly VirtualKey Dave = new(5);

    [Fact]
    public void Routed_bundle_goes_to_its_destination_with_its_author_s_key_and_nowhere_else()
    {
        Victim victim = new();
        LinkId from = victim.Befriend(Mallory);
        LinkId to = victim.Befriend(Bob);
        victim.Befriend(Carol);
        victim.ReceiveKey(from, Alice);
        victim.ReceiveRouted(from, Cancel(victim, Alice, Bob, 1), hops: 3);

        (LinkId Link, RoutedRecord Record, BundleCore Core) passed = Assert.Single(victim.PassedOn());
        Assert.Equal((to, (byte)4, (byte)1), (passed.Link, passed.Record.Hops, passed.Record.Attempt));
        Assert.Contains(victim.Sent, sent => sent.Link == to && sent.Kind == RecordKind.Key && KeyRecord.TryRead(sent.Record, out KeyRecord key) && key.Owner == Alice.Peer);
    }

    // A forged bundle must neither travel nor hide the genuine one.
    [Fact]
    public void Forged_routed_bundle_is_blamed_and_does_not_hide_the_genuine_one()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        LinkId honest = victim.Befriend(Carol);
        victim.Befriend(Bob);
        victim.ReceiveKey(hostile, Alice);
        SignedBundle genuine = Cancel(victim, Alice, Bob, 1);
        byte[] spoilt = genuine.Signature.ToArray();
        spoilt[0] ^= 1;
        victim.ReceiveRouted(hostile, new SignedBundle(SignatureSuite.P256, Alice.Peer, 5, genuine.Core, spoilt));
        Assert.Empty(victim.PassedOn());
        Assert.Equal(1, victim.Count(TraceKind.Rejected));
        victim.ReceiveRouted(honest, genuine);
        Assert.Single(victim.PassedOn());
    }

    // One frame sent a thousand times must not become a thousand frames.
    [Fact]
    public void Replayed_attempt_is_passed_on_once()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        LinkId other = victim.Befriend(Carol);
        victim.Befriend(Bob);
        victim.ReceiveKey(hostile, Alice);
        SignedBundle bundle = Cancel(victim, Alice, Bob, 1);
        for (int i = 0; i < 1_000; i++)
        {
            victim.ReceiveRouted(i % 2 == 0 ? hostile : other, bundle);
        }

        Assert.Single(victim.PassedOn());
    }

    // Attempts are not signed: whoever holds one bundle could use up its author's rate everywhere.
    [Fact]
    public void Made_up_attempts_of_a_bundle_do_not_use_up_its_author_s_rate()
    {
        Victim victim = new(options => options with { Gossip = new GossipOptions { EventsPerSecond = 100 } });
        LinkId hostile = victim.Befriend(Mallory);
        victim.Befriend(Bob);
        LinkId honest = victim.Befriend(Alice);
        SignedBundle large = victim.Private(Alice, Bob.Peer, 1, CancelBody.MessageKind, [.. Enumerable.Range(0, 200).Select(i => CancelBody.Encode((ulong)i))]);
        for (int attempt = 1; attempt <= 255; attempt++)
        {
            victim.ReceiveRouted(hostile, large, (byte)attempt);
        }

        victim.ReceiveBundle(honest, victim.Events(Alice, 1, count: 100));
        Assert.Equal(0, victim.Count(TraceKind.RateLimited));
    }

    // The same for broadcasts, each of which costs every node of the network.
    [Fact]
    public void Broadcasts_of_one_author_are_passed_on_once_in_four_seconds()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        LinkId first = victim.Befriend(Carol);
        LinkId second = victim.Befriend(Dave);
        victim.ReceiveKey(hostile, Alice);
        SignedBundle bundle = Cancel(victim, Alice, new VirtualKey(99), 1);
        for (byte attempt = 1; attempt <= 50; attempt++)
        {
            victim.ReceiveRouted(hostile, bundle, attempt, isBroadcast: true);
        }

        Assert.Equal([first, second], victim.PassedOn().Select(passed => passed.Link).Order());
        victim.PassAlive(TimeSpan.FromSeconds(4), hostile, first, second);
        victim.ReceiveRouted(hostile, bundle, attempt: 60, isBroadcast: true);
        Assert.Equal(4, victim.PassedOn().Length);
    }

    // Two tables that point at each other must not keep a bundle going round.
    [Fact]
    public void Routed_bundle_at_the_hop_guard_is_ignored_without_blame()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Mallory);
        victim.Befriend(Bob);
        victim.ReceiveKey(link, Alice);
        victim.ReceiveRouted(link, Cancel(victim, Alice, Bob, 1), hops: ProtocolLimits.RoutedHopsMax);
        victim.ReceiveRouted(link, Cancel(victim, Alice, Bob, 2), hops: byte.MaxValue);
        Assert.Empty(victim.PassedOn());
        Assert.Equal((2, 0), (victim.Count(TraceKind.Ignored), victim.Count(TraceKind.Rejected)));
    }

    [Fact]
    public void Bundle_that_nobody_leads_to_is_answered_with_a_word_to_whoever_brought_it()
    {
        Victim victim = new();
        LinkId from = victim.Befriend(Mallory);
        LinkId other = victim.Befriend(Bob);
        SignedBundle bundle = Cancel(victim, Mallory, new VirtualKey(99), 1);
        victim.ReceiveRouted(from, bundle, attempt: 7);
        Assert.Equal([new NoRouteRecord(bundle.Id.Short, 7)], victim.NoRoutes(from));
        Assert.Empty(victim.NoRoutes(other));
    }

    // Whoever could make others believe that a bundle got stuck could have it sent, and executed, elsewhere.
    [Fact]
    public void Only_the_neighbour_that_got_a_bundle_may_say_that_it_led_nowhere_and_only_once()
    {
        Victim victim = new();
        LinkId from = victim.Befriend(Alice);
        LinkId way = victim.Befriend(Bob);
        LinkId hostile = victim.Befriend(Mallory);
        victim.ReceivePresence(way, Dave, 1, Interest.None);
        SignedBundle bundle = Cancel(victim, Alice, Dave, 1);
        NoRouteRecord word = new(bundle.Id.Short, 1);
        victim.ReceiveRouted(from, bundle);
        Assert.Equal(way, Assert.Single(victim.PassedOn()).Link);

        victim.Receive(hostile, word);
        victim.Receive(from, word);
        victim.Receive(way, word with { Attempt = 2 });
        Assert.Empty(victim.NoRoutes(from));
        victim.Receive(way, word);
        victim.Receive(way, word);
        Assert.Equal([word], victim.NoRoutes(from));
    }

    // What is private must not be flooded and stored, and what is public must not slip past the rules of rooms.
    [Fact]
    public void Class_and_record_must_go_together()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Mallory);
        victim.ReceiveBundle(link, Cancel(victim, Mallory, Bob, 1));
        victim.ReceiveRouted(link, victim.Events(Mallory, 1));
        victim.ReceiveRouted(link, victim.Bundle(Mallory, 1, "room"));
        victim.ReceiveBundle(link, victim.Sign(Mallory, new BundleCore(RoomId.Topics, 1, default, ServiceClass.Durable, [new CoreMessage(1, [], 8, new byte[1])])));
        victim.ReceiveBundle(link, victim.Sign(Mallory, new BundleCore(RoomId.OfName("lobby"), 1, default, ServiceClass.Ephemeral, [new CoreMessage(1, [], 1, new byte[1])])));
        Assert.Equal(5, victim.Count(TraceKind.Rejected));
        Assert.Empty(victim.Shown);
    }

    // One stream, written as a room and routed as well: the second bundle found no window to look into, and stopped the node.
    [Fact]
    public void Stream_that_was_a_room_takes_nothing_that_is_routed()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Mallory);
        victim.ReceiveBundle(link, victim.Bundle(Mallory, 1, "room", room: RoomId.OfPeer(victim.Key.Peer)));
        victim.ReceiveRouted(link, victim.Call(Mallory, 2));
        Assert.Empty(victim.Invoked());

        victim.ReceiveRouted(link, victim.Sign(Mallory, new BundleCore(RoomId.OfPeer(victim.Key.Peer), 1, default, ServiceClass.Private, [new CoreMessage(1, [], CallBody.MessageKind, RealmMoves.CallOf(victim, 1))]), incarnation: 6));
        victim.ReceiveBundle(link, victim.Bundle(Mallory, 2, "room", incarnation: 6, room: RoomId.OfPeer(victim.Key.Peer)));
        Assert.Single(victim.Invoked());
    }

    // An author that signs two bundles for one number must not stop whoever waits for the number before.
    [Fact]
    public void Two_bundles_behind_one_gap_that_begin_alike_are_no_harm()
    {
        Victim victim = new();
        victim.Subscribe();
        LinkId link = victim.Befriend(Mallory);
        victim.ReceiveBundle(link, victim.Events(Mallory, 1));
        victim.ReceiveBundle(link, victim.Events(Mallory, 3));
        victim.ReceiveBundle(link, victim.Events(Mallory, 3, count: 2));
        victim.ReceiveRouted(link, victim.Call(Mallory, 1));
        victim.ReceiveRouted(link, victim.Call(Mallory, 3));
        victim.ReceiveRouted(link, victim.Private(Mallory, victim.Key.Peer, 3, CallBody.MessageKind, RealmMoves.CallOf(victim, 3), RealmMoves.CallOf(victim, 4)));
        victim.PassAlive(TimeSpan.FromSeconds(1), link);
        Assert.Equal([1ul, 3], victim.EventsSeen());
        Assert.Equal(2, victim.Invoked().Length);
    }

    // An old bundle, sent again, would draw everything meant for its author to whoever sends it.
    [Fact]
    public void Old_bundle_that_is_sent_again_bends_no_route()
    {
        Victim victim = new();
        LinkId from = victim.Befriend(Alice);
        LinkId way = victim.Befriend(Bob);
        LinkId hostile = victim.Befriend(Mallory);
        victim.ReceiveKey(way, Dave);
        SignedBundle old = Cancel(victim, Dave, Alice, 1);
        victim.ReceiveRouted(way, old);
        victim.ReceiveBundle(way, victim.Events(Dave, 5));
        victim.ReceiveRouted(hostile, old, attempt: 9);
        victim.Sent.Clear();
        victim.ReceiveRouted(from, Cancel(victim, Alice, Dave, 1));
        Assert.Equal(way, Assert.Single(victim.PassedOn()).Link);
    }

    [Fact]
    public void Route_follows_the_newest_bundle_falls_back_when_its_link_is_lost_and_ends_after_two_minutes()
    {
        Victim victim = new();
        LinkId from = victim.Befriend(Alice);
        LinkId first = victim.Befriend(Bob);
        LinkId second = victim.Befriend(Carol);
        victim.ReceiveKey(first, Dave);
        victim.ReceiveBundle(first, victim.Events(Dave, 1));
        victim.ReceiveBundle(second, victim.Events(Dave, 2));
        victim.ReceiveRouted(from, Cancel(victim, Alice, Dave, 1));
        victim.Do(new MeshInput(MeshInputKind.LinkDown, second));
        victim.ReceiveRouted(from, Cancel(victim, Alice, Dave, 2));
        Assert.Equal([second, first], victim.PassedOn().Select(passed => passed.Link));

        victim.PassAlive(ProtocolLimits.RouteLife + TimeSpan.FromSeconds(1), from, first);
        victim.ReceiveRouted(from, Cancel(victim, Alice, Dave, 3));
        Assert.Single(victim.NoRoutes(from));
    }

    [Fact]
    public void Node_with_one_link_uses_it_but_never_sends_back()
    {
        Victim victim = new();
        LinkId only = victim.Befriend(Bob);
        victim.ReceivePresence(only, Dave, 1, RealmMoves.Offer());
        victim.Do(new MeshInput(MeshInputKind.LinkDown, only));
        LinkId other = victim.Befriend(Carol);
        victim.MakeCall(1);
        Assert.Equal(other, Assert.Single(victim.OwnRouted()).Link);
        victim.ReceiveRouted(other, Cancel(victim, Carol, new VirtualKey(99), 1));
        Assert.Empty(victim.PassedOn());
        Assert.Single(victim.NoRoutes(other));
    }

    // What a relay remembers of bundles is bounded; the oldest is forgotten.
    [Fact]
    public void Sixteen_thousand_bundles_are_remembered_and_no_more()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        LinkId to = victim.Befriend(Bob);
        SignedBundle first = Cancel(victim, Mallory, Bob, 1);
        victim.ReceiveRouted(hostile, first);
        for (ulong i = 2; i <= ProtocolLimits.RoutedSeenMax; i++)
        {
            victim.ReceiveRouted(hostile, Cancel(victim, Mallory, Bob, i));
            if (i % 2_000 == 0)
            {
                victim.PassAlive(TimeSpan.FromSeconds(1), hostile, to);
            }
        }

        victim.Sent.Clear();
        victim.ReceiveRouted(hostile, first);
        Assert.Empty(victim.PassedOn());
        victim.ReceiveRouted(hostile, Cancel(victim, Mallory, Bob, ProtocolLimits.RoutedSeenMax + 1));
        victim.ReceiveRouted(hostile, first);
        Assert.Equal(2, victim.PassedOn().Length);
    }

    private static SignedBundle Cancel(Victim victim, VirtualKey author, VirtualKey to, ulong number) =>
        victim.Private(author, to.Peer, number, CancelBody.MessageKind, CancelBody.Encode(number));
}
