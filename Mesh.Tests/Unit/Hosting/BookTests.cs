using System.Net;
using Mesh.Discovery;
using Mesh.Hosting;
using Mesh.Protocol;
using Mesh.Transports;

namespace Mesh.Tests.Unit.Hosting;

public sealed class BookTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Names_from_peers_lose_control_characters_and_what_is_too_long()
    {
        Assert.Equal("anna[31m", PeerText.Name("an\u001bna\u009b[31m\r\n"));
        Assert.Equal(64, System.Text.Encoding.UTF8.GetByteCount(PeerText.Name(new string('ä', 100))));
        Assert.Equal(new string('x', 63), PeerText.Name(new string('x', 63) + "ä"));
        Assert.Equal("\uFFFD", PeerText.Name("" + (char)0xD83D));
    }

    [Fact]
    public void Presence_becomes_events_and_a_list_with_neighbours_first()
    {
        PeerBook book = new();
        Assert.IsType<PeerAppeared>(book.Apply(Change(1, "zoe"), At));
        Assert.IsType<PeerAppeared>(book.Apply(Change(2, "anna"), At));
        Assert.IsType<PeerAppeared>(book.Apply(Change(3, "bert"), At));
        book.NeighbourUp(Peer(1), At);

        Assert.Equal(["zoe", "anna", "bert"], book.Snapshot().Select(peer => peer.Name));
        Assert.Equal(1, book.Snapshot()[0].Hops);
        Assert.Null(book.Apply(Change(2, "anna") with { Hops = 5 }, At));
        Assert.Equal("anna", Assert.IsType<PeerChanged>(book.Apply(Change(2, "anne"), At)).FormerName);
        Assert.True(Assert.IsType<PeerLeft>(book.Apply(Change(2, "anne") with { Kind = PresenceChangeKind.Left, SaidGoodbye = true }, At)).SaidGoodbye);
        Assert.Null(book.Apply(Change(2, "anne") with { Kind = PresenceChangeKind.Left }, At));
    }

    // Prevents that invented identities fill the memory.
    [Fact]
    public void Beyond_the_limit_newcomers_are_not_shown()
    {
        PeerBook book = new();
        for (ulong i = 1; i <= NodeLimits.PeersMax; i++)
        {
            Assert.NotNull(book.Apply(Change(i, "x"), At));
        }

        Assert.Null(book.Apply(Change(1_000_000, "x"), At));
        Assert.Equal(NodeLimits.PeersMax, book.Snapshot().Count);
    }

    [Fact]
    public void The_same_notice_is_told_once_a_minute()
    {
        NoticeGate gate = new();
        Assert.True(gate.Opens("a", Peer(1), Second(0)));
        Assert.False(gate.Opens("a", Peer(1), Second(59)));
        Assert.True(gate.Opens("a", Peer(2), Second(59)));
        Assert.True(gate.Opens("b", Peer(1), Second(59)));
        Assert.True(gate.Opens("a", Peer(1), Second(60)));
        for (ulong i = 10; i < 10 + (ulong)NodeLimits.NoticesRememberedMax; i++)
        {
            Assert.True(gate.Opens("a", Peer(i), Second(60)));
        }

        Assert.True(gate.Opens("a", Peer(1), Second(61)));
    }

    [Fact]
    public void A_bundle_leaves_once_and_unsent_bundles_are_bounded()
    {
        SentLedger ledger = new();
        RoomMessage message = new("lobby", default, default, "", MessageKind.Text, "x", 0, At, At, true);
        ledger.Add(1, message);
        ledger.Add(1, message);
        Assert.Equal(2, ledger.Left(1).Count);
        Assert.Empty(ledger.Left(1));
        for (long tag = 2; tag < NodeLimits.UnsentBundlesMax + 10; tag++)
        {
            ledger.Add(tag, message);
        }

        Assert.Empty(ledger.Left(2));
        Assert.Single(ledger.Left(NodeLimits.UnsentBundlesMax + 9));
    }

    [Fact]
    public async Task Writers_wait_for_a_place_and_fail_when_the_node_closes()
    {
        PublishLedger ledger = new();
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        List<(long Token, Task<RoomMessage> Answer)> open = [];
        for (int i = 0; i < NodeLimits.PublishesWaitingMax; i++)
        {
            open.Add(await ledger.OpenAsync(cancelled));
        }

        Task<(long Token, Task<RoomMessage> Answer)> waiting = ledger.OpenAsync(cancelled);
        Assert.False(waiting.IsCompleted);
        ledger.Fail(open[0].Token, new InvalidOperationException("no"));
        await waiting.WaitAsync(TimeSpan.FromSeconds(10), cancelled);
        ledger.Close(new ObjectDisposedException("node"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => open[1].Answer);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await (await ledger.OpenAsync(cancelled)).Answer);
    }

    [Theory]
    [InlineData(SightingSource.Mdns, true)]
    [InlineData(SightingSource.Static, true)]
    [InlineData(SightingSource.Remembered, false)]
    [InlineData(SightingSource.Guess, false)]
    public void A_sighting_becomes_a_candidate(SightingSource source, bool isFresh)
    {
        PeerSighting sighting = new(source, Peer(7), IPEndPoint.Parse("[fe80::5%3]:6374"), "wlan0", "anna", "tag", 1, 1);
        MeshInput input = Router(out _).Route(sighting, Second(0))!.Value;
        CandidateFacts facts = Assert.IsType<CandidateFacts>(input.Body);
        Assert.Equal((MeshInputKind.CandidateSeen, Peer(7), isFresh), (input.Kind, facts.Peer!.Value, facts.IsFresh));
        Assert.Equal((false, 6374, 3L, "wlan0"), (facts.Address.IsIPv4, facts.Address.Port, facts.Address.Scope, facts.Address.Interface));
        Assert.Equal(sighting.EndPoint, LinkAddresses.Of(facts.Address).EndPoint);
    }

    [Theory]
    [InlineData("other", 1, 1)]
    [InlineData("tag", 2, 3)]
    public void A_stranger_is_no_candidate_but_explains_being_alone(string tag, int revisionMin, int revisionMax)
    {
        SightingRouter router = Router(out AloneWatch alone);
        PeerSighting sighting = new(SightingSource.Mdns, Peer(7), IPEndPoint.Parse("10.0.0.7:6374"), "wlan0", "anna", tag, revisionMin, revisionMax);
        Assert.Null(router.Route(sighting, Second(0)));
        alone.Tick(Second(2));
        Assert.Contains("anna", alone.Reasons[0].Sentence, StringComparison.Ordinal);

        // One that said goodbye explains nothing any more.
        router.Route(sighting with { Gone = true, EndPoint = null }, Second(3));
        alone.Tick(Second(4));
        Assert.DoesNotContain("anna", alone.Reasons[0].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void This_node_itself_and_sightings_without_place_are_left_out()
    {
        SightingRouter router = Router(out _);
        Assert.Null(router.Route(new PeerSighting(SightingSource.Mdns, Peer(1), IPEndPoint.Parse("10.0.0.7:6374"), null), Second(0)));
        Assert.Null(router.Route(new PeerSighting(SightingSource.Mdns, Peer(2), null, null), Second(0)));
        Assert.Null(router.Route(new PeerSighting(SightingSource.Mdns, Peer(2), IPEndPoint.Parse("10.0.0.7:0"), null), Second(0)));
        Assert.Equal(MeshInputKind.CandidateGone, router.Route(new PeerSighting(SightingSource.Mdns, Peer(2), null, null, Gone: true), Second(0))!.Value.Kind);
    }

    [Fact]
    public async Task Being_alone_is_told_after_five_seconds_and_again_only_when_the_reasons_change()
    {
        EventHub events = new(new NodeClock(new HandClock()));
        EventSubscription subscription = events.Subscribe();
        SightingBook sightings = new();
        AloneWatch alone = new(new MeshOptions { Discovery = new() { Mdns = false } }, new ToldDiscovery(), events, sightings);
        for (int second = 0; second <= 9; second++)
        {
            alone.Tick(Second(second));
        }

        alone.Refused(new ObservedRefusal(Peer(7), RefusalCode.Passphrase, true, "anna", null, ""), Second(10));
        alone.Tick(Second(10));
        alone.NeighbourUp();
        Assert.Empty(alone.Reasons);
        alone.Tick(Second(11));
        alone.LastNeighbourDown(Second(20));
        alone.Tick(Second(24));
        alone.Tick(Second(25));
        events.Complete();

        List<AloneCause> told = [];
        await foreach (MeshEvent happened in subscription.ReadAsync(null, TestContext.Current.CancellationToken))
        {
            told.Add(Assert.IsType<Alone>(happened).Reasons[0].Cause);
        }

        Assert.Equal([AloneCause.DiscoveryOff, AloneCause.PassphraseMismatch, AloneCause.PassphraseMismatch], told);
    }

    [Fact]
    public void A_peer_that_refuses_at_several_addresses_is_one_reason_until_it_says_goodbye()
    {
        AloneWatch alone = new(new MeshOptions(), new ToldDiscovery(), new EventHub(new NodeClock(new HandClock())), new SightingBook());
        for (int second = 0; second < 5; second++)
        {
            alone.Refused(new ObservedRefusal(Peer(7), RefusalCode.Passphrase, true, $"anna at 10.0.0.7:{40_000 + second}", "wlan0", ""), Second(second));
        }

        alone.Tick(Second(5));
        Assert.Equal("anna at 10.0.0.7:40000 has another passphrase, or only one of us has one.", Assert.Single(alone.Reasons, reason => reason.Cause == AloneCause.PassphraseMismatch).Sentence);

        alone.Gone(Peer(7));
        alone.Tick(Second(6));
        Assert.DoesNotContain(alone.Reasons, reason => reason.Cause == AloneCause.PassphraseMismatch);
    }

    // A node that was here for a moment is remembered; its next run has another identity at the same address.
    [Fact]
    public void A_failed_dial_explains_something_only_while_that_peer_is_heard()
    {
        SightingRouter router = Router(out AloneWatch alone);
        var at = IPEndPoint.Parse("10.0.0.7:6374");
        DialFault Fault(ulong peer, LinkFailure failure) => new(Peer(peer), [new LinkAddress(at, "wl0")], failure, "It said no.");
        router.Route(new PeerSighting(SightingSource.Remembered, Peer(7), at, null), Second(0));
        alone.DialFailed(Fault(7, LinkFailure.Refused), Second(1));
        router.Route(new PeerSighting(SightingSource.Mdns, Peer(8), at, "wl0", "mesh doctor"), Second(2));
        alone.DialFailed(Fault(7, LinkFailure.WrongPeer), Second(3));
        Assert.Empty(alone.Evidence(Second(3)).Dials);

        alone.DialFailed(Fault(8, LinkFailure.Refused), Second(4));
        Assert.Equal(Peer(8), Assert.Single(alone.Evidence(Second(4)).Dials).Peer);
        router.Route(new PeerSighting(SightingSource.Mdns, Peer(8), null, null, Gone: true), Second(5));
        Assert.Empty(alone.Evidence(Second(5)).Dials);
        alone.DialFailed(Fault(8, LinkFailure.Refused), Second(6));
        Assert.Empty(alone.Evidence(Second(6)).Dials);
    }

    [Fact]
    public void A_given_address_belongs_to_whoever_answers_there()
    {
        SightingRouter router = Router(out AloneWatch alone);
        var at = IPEndPoint.Parse("10.0.0.7:6374");
        router.Route(new PeerSighting(SightingSource.Static, null, at, null), Second(0));
        alone.DialFailed(new DialFault(Peer(7), [new LinkAddress(at, null)], LinkFailure.WrongPeer, "It is another."), Second(1));
        Assert.Empty(alone.Evidence(Second(1)).Dials);
        alone.DialFailed(new DialFault(null, [new LinkAddress(at, null)], LinkFailure.TimedOut, "No answer."), Second(2));
        Assert.True(Assert.Single(alone.Evidence(Second(2)).Dials).IsGiven);
    }

    private static SightingRouter Router(out AloneWatch alone)
    {
        SightingBook sightings = new();
        alone = new AloneWatch(new MeshOptions(), new ToldDiscovery(), new EventHub(new NodeClock(new HandClock())), sightings);
        return new SightingRouter(new PeerAnnouncement(Peer(1), "me", 6374, "tag", 1, 1), sightings, alone);
    }

    private static PresenceChange Change(ulong peer, string name) => new(PresenceChangeKind.Appeared, Peer(peer), name, ["lobby"], [], 2, false);

    private static PeerId Peer(ulong number) => new(new Id128(0, number));

    private static MeshInstant Second(int seconds) => new(seconds * 1_000_000L);
}
