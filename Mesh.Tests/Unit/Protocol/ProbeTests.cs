using Mesh.Protocol;
using Mesh.Protocol.Probes;
using Mesh.Protocol.Presence;
using Mesh.Tests.Simulation.Virtual;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Protocol;

/// <summary>Questions how one gets to somebody, and where a message came from: what leaves, what comes back, and how each ends.</summary>
public sealed class ProbeTests
{
    private static readonly VirtualKey Bob = new(3);
    private static readonly VirtualKey Carol = new(4);

    [Fact]
    public void Probe_leaves_once_as_a_routed_message_and_its_echo_ends_it_with_the_time_since_it_left()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Bob);
        victim.Clear();
        victim.Ask(7, new ProbeCommand(Bob.Peer));
        Assert.Equal([], victim.Outputs);
        Assert.Equal([(link, RecordKind.Routed)], victim.Sent.Select(sent => (sent.Link, sent.Kind)));
        (PeerId to, ProbeBody probe) = Assert.Single(victim.Probes());
        Assert.Equal((Bob.Peer, ProbeSubject.None, default(Id128)), (to, probe.Subject, probe.Id));

        victim.Pass(TimeSpan.FromMilliseconds(30));
        victim.Clear();
        EchoBody echo = new(probe.Token, 1);
        victim.ReceiveRouted(link, victim.Echo(Bob, 1, echo));
        Assert.Equal([MeshOutputKind.ProbeEnded], victim.Outputs.Select(output => output.Kind));
        Assert.Empty(victim.Sent);
        (long token, ProbeOutcome outcome) = Assert.Single(victim.ProbesEnded());
        Assert.Equal((7, ProbeEnd.Answered, TimeSpan.FromMilliseconds(30)), (token, outcome.End, outcome.RoundTrip));
        victim.Clear();
        victim.ReceiveRouted(link, victim.Echo(Bob, 2, echo));
        Assert.Equal([], victim.Outputs);
        victim.PassAlive(TimeSpan.FromSeconds(3), link);
        Assert.Empty(victim.ProbesEnded());
    }

    [Fact]
    public void This_node_answers_itself_at_once_with_the_next_on_the_way()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Bob);
        victim.ReceivePresence(link, Carol, 1, Interest.None, hops: 1);
        victim.Clear();
        victim.Ask(1, new ProbeCommand(victim.Key.Peer, ProbeSubject.Peer, Carol.Peer.Value));
        victim.Ask(2, new ProbeCommand(victim.Key.Peer, ProbeSubject.Peer, victim.Key.Peer.Value));
        Assert.Equal([MeshOutputKind.ProbeEnded, MeshOutputKind.ProbeEnded], victim.Outputs.Select(output => output.Kind));
        Assert.Empty(victim.Sent);
        EchoBody[] echoes = [.. victim.ProbesEnded().Select(ended => ended.Outcome.Echo!)];
        Assert.Equal((EchoFinding.ByNeighbour, Bob.Peer), (echoes[0].Finding, echoes[0].Neighbour));
        Assert.Equal(EchoFinding.Here, echoes[1].Finding);
    }

    [Fact]
    public void Who_is_not_there_who_left_and_who_stays_silent_are_three_things()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Bob);
        victim.ReceivePresence(link, Carol, 1, Interest.None, hops: 1);
        victim.Clear();
        victim.Ask(1, new ProbeCommand(new VirtualKey(9).Peer));
        victim.Ask(1, new ProbeCommand(victim.Key.Peer, ProbeSubject.Peer, new VirtualKey(9).Peer.Value));
        Assert.Equal([(1, ProbeEnd.Gone), (1, ProbeEnd.Gone)], victim.ProbesEnded().Select(ended => (ended.Token, ended.Outcome.End)));
        victim.Clear();
        victim.Ask(2, new ProbeCommand(Carol.Peer));
        victim.ReceivePresence(link, Carol, 2, Interest.None, isLeaving: true, hops: 1);
        Assert.Equal((2, ProbeEnd.Gone), (victim.ProbesEnded()[^1].Token, victim.ProbesEnded()[^1].Outcome.End));
        victim.Ask(3, new ProbeCommand(Bob.Peer));
        victim.PassAlive(TimeSpan.FromSeconds(1.9), link);
        Assert.Single(victim.ProbesEnded());
        victim.PassAlive(TimeSpan.FromSeconds(0.2), link);
        Assert.Equal((3, ProbeEnd.TimedOut), (victim.ProbesEnded()[^1].Token, victim.ProbesEnded()[^1].Outcome.End));
    }

    [Fact]
    public void Probe_that_leads_nowhere_tries_one_other_way_and_then_says_so()
    {
        Victim victim = new();
        LinkId first = victim.Befriend(Bob);
        LinkId second = victim.Befriend(Carol);
        VirtualKey far = new(9);
        victim.ReceivePresence(first, far, 1, Interest.None, hops: 1);
        victim.ReceivePresence(second, far, 2, Interest.None, hops: 1);
        victim.Ask(1, new ProbeCommand(far.Peer));
        ulong shortId = victim.OwnRouted()[0].Record.Bundle.Id.Short;
        Assert.Equal(second, victim.OwnRouted()[0].Link);
        victim.Receive(second, new NoRouteRecord(shortId, 1));
        Assert.Equal([(second, 1), (first, 2)], victim.OwnRouted().Select(sent => (sent.Link, (int)sent.Record.Attempt)));
        victim.Receive(second, new NoRouteRecord(shortId, 1));
        Assert.Empty(victim.ProbesEnded());
        victim.Receive(first, new NoRouteRecord(shortId, 2));
        Assert.Equal(ProbeEnd.NoRoute, Assert.Single(victim.ProbesEnded()).Outcome.End);
    }

    [Fact]
    public void Way_by_a_neighbour_that_was_lost_and_is_back_is_known_at_once()
    {
        Victim victim = new();
        victim.Befriend(Carol);
        LinkId first = victim.Befriend(Bob);
        VirtualKey far = new(9);
        victim.ReceivePresence(first, far, 1, Interest.None, hops: 1);
        victim.Do(new MeshInput(MeshInputKind.LinkDown, first));
        LinkId again = victim.Befriend(Bob);
        victim.Clear();
        victim.Ask(1, new ProbeCommand(far.Peer));
        Assert.Equal(again, Assert.Single(victim.OwnRouted()).Link);
    }

    [Fact]
    public void Whom_a_neighbour_told_of_is_asked_by_that_neighbour_until_a_live_word_shows_the_way()
    {
        Victim victim = new();
        LinkId carol = victim.Befriend(Carol);
        LinkId bob = victim.Befriend(Bob);
        VirtualKey far = new(9);
        victim.ReceivePresence(bob, far, 1, Interest.None, hops: 1, flags: BundleFlags.Sync);
        victim.Clear();
        victim.Ask(1, new ProbeCommand(far.Peer));
        Assert.Equal(bob, Assert.Single(victim.OwnRouted()).Link);

        victim.ReceivePresence(carol, far, 2, Interest.None, hops: 1);
        victim.ReceivePresence(bob, far, 3, Interest.None, hops: 1, flags: BundleFlags.Sync);
        victim.Clear();
        victim.Ask(2, new ProbeCommand(far.Peer));
        Assert.Equal(carol, Assert.Single(victim.OwnRouted()).Link);
    }

    [Fact]
    public void Probe_behind_one_that_got_lost_is_answered_at_once()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Bob);
        victim.ReceiveRouted(link, victim.Probe(Bob, 1, new ProbeBody(1, ProbeSubject.None, default)));
        victim.ReceiveRouted(link, victim.Probe(Bob, 3, new ProbeBody(3, ProbeSubject.None, default)), hops: 2);
        Assert.Equal([(1, 1), (3, 3)], victim.Echoes().Select(echo => ((int)echo.Token, (int)echo.Hops)));
    }

    [Fact]
    public void Message_s_history_tells_who_brought_it_how_and_to_whom_it_went()
    {
        Victim victim = new();
        LinkId from = victim.Befriend(Bob);
        victim.Befriend(Carol);
        SignedBundle bundle = victim.Bundle(Bob, 1, "hello");
        victim.ReceiveBundle(from, bundle, hops: 2);
        MessageId message = new StreamId(Bob.Peer, 5, RoomId.OfName("lobby")).Message(1);
        victim.PassAlive(TimeSpan.FromSeconds(1), from);
        victim.Clear();
        victim.Ask(1, new ProbeCommand(victim.Key.Peer, ProbeSubject.Message, message.Value));
        victim.Ask(2, new ProbeCommand(victim.Key.Peer, ProbeSubject.Message, default));
        EchoBody[] echoes = [.. victim.ProbesEnded().Select(ended => ended.Outcome.Echo!)];
        Assert.Equal(
            (EchoFinding.ByNeighbour, Bob.Peer, 3, WayManner.Pushed, 1_000_000ul),
            (echoes[0].Finding, echoes[0].Neighbour, echoes[0].Crossed, echoes[0].Manner, echoes[0].AgeMicroseconds));
        Assert.Equal([Carol.Peer], echoes[0].PassedTo);
        Assert.Equal(EchoFinding.Nothing, echoes[1].Finding);
    }

    [Fact]
    public void Message_that_synchronisation_brought_counts_as_pulled()
    {
        Victim victim = new();
        LinkId from = victim.Befriend(Bob);
        victim.ReceiveBundle(from, victim.Bundle(Bob, 1, "hello"), flags: BundleFlags.Sync);
        victim.Ask(1, new ProbeCommand(victim.Key.Peer, ProbeSubject.Message, new StreamId(Bob.Peer, 5, RoomId.OfName("lobby")).Message(1).Value));
        Assert.Equal(WayManner.Pulled, Assert.Single(victim.ProbesEnded()).Outcome.Echo!.Manner);
    }
}
