using Mesh.Protocol;
using Mesh.Protocol.Calls;
using Mesh.Protocol.Probes;
using Mesh.Tests.Simulation.Virtual;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Protocol;

/// <summary>Probes by those who want to wear a node out, and echoes by those who were not asked; the comment says what would be gained.</summary>
public sealed class ProbeAttackTests
{
    private static readonly VirtualKey Mallory = new(1);
    private static readonly VirtualKey Alice = new(2);
    private static readonly VirtualKey Bob = new(3);

    // A node that answers everything signs at whatever rate a peer likes, and takes its own words' places.
    [Fact]
    public void One_asker_gets_its_share_of_answers_and_another_asker_still_gets_one()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        LinkId honest = victim.Befriend(Alice);
        for (ulong i = 1; i <= 1_000; i++)
        {
            victim.ReceiveRouted(hostile, victim.Probe(Mallory, i, new ProbeBody(i, ProbeSubject.None, default)));
        }

        victim.PassAlive(TimeSpan.FromSeconds(0.1), hostile, honest);
        Assert.Equal(ProtocolLimits.EchoesPerAskerBurst, victim.Echoes().Length);
        Assert.Equal(1_000 - ProtocolLimits.EchoesPerAskerBurst, victim.Count(TraceKind.RateLimited));
        victim.ReceiveRouted(honest, victim.Probe(Alice, 1, new ProbeBody(7, ProbeSubject.None, default)));
        Assert.Equal(ProtocolLimits.EchoesPerAskerBurst + 1, victim.Echoes().Length);
        victim.PassAlive(TimeSpan.FromSeconds(1), hostile, honest);
        victim.ReceiveRouted(hostile, victim.Probe(Mallory, 1_001, new ProbeBody(8, ProbeSubject.None, default)));
        Assert.Equal(8ul, victim.Echoes()[^1].Token);
    }

    // Names cost nothing: a thousand of them must not have a thousand rates.
    [Fact]
    public void All_askers_together_get_no_more_than_their_common_share()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        for (int name = 0; name < ProtocolLimits.EchoesBurst + 50; name++)
        {
            VirtualKey key = new(2_000 + name);
            victim.ReceiveKey(hostile, key);
            victim.ReceiveRouted(hostile, victim.Probe(key, 1, new ProbeBody(1, ProbeSubject.None, default)));
        }

        victim.PassAlive(TimeSpan.FromSeconds(1), hostile);
        Assert.Equal(ProtocolLimits.EchoesBurst, victim.Echoes().Length);
        Assert.Equal(50, victim.Count(TraceKind.RateLimited));
    }

    // Memory for those who ask must not grow with the names that they ask under; and who was pushed out asks as a newcomer, within the common share.
    [Fact]
    public void Askers_beyond_the_limit_push_out_the_first()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        for (int name = 0; name <= ProtocolLimits.ProbeAskersMax; name++)
        {
            VirtualKey key = new(2_000 + name);
            victim.ReceiveKey(hostile, key);
            victim.ReceiveRouted(hostile, victim.Probe(key, 1, new ProbeBody(1, ProbeSubject.None, default)));
            if (name % 100 == 0)
            {
                victim.PassAlive(TimeSpan.FromSeconds(1), hostile);
            }
        }

        victim.PassAlive(TimeSpan.FromSeconds(1), hostile);
        Assert.Equal(ProtocolLimits.ProbeAskersMax + 1, victim.Echoes().Length);
    }

    // Whoever hears of a token could tell any round trip, or any way.
    [Fact]
    public void Echo_of_somebody_who_was_not_asked_or_of_another_token_counts_for_nothing()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        LinkId link = victim.Befriend(Bob);
        victim.Ask(1, new ProbeCommand(Bob.Peer));
        ulong token = Assert.Single(victim.Probes()).Body.Token;
        victim.ReceiveRouted(hostile, victim.Echo(Mallory, 1, new EchoBody(token, 1)));
        victim.ReceiveRouted(link, victim.Echo(Bob, 1, new EchoBody(token + 1, 1)));
        Assert.Empty(victim.ProbesEnded());
        victim.ReceiveRouted(link, victim.Echo(Bob, 2, new EchoBody(token, 1)));
        Assert.Equal(ProbeEnd.Answered, Assert.Single(victim.ProbesEnded()).Outcome.End);
    }

    // One recorded probe, sent again and again, must not make a node speak again and again.
    [Fact]
    public void Probe_that_comes_again_is_answered_once()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Mallory);
        victim.ReceiveKey(link, Alice);
        SignedBundle probe = victim.Probe(Alice, 1, new ProbeBody(1, ProbeSubject.None, default));
        for (byte attempt = 1; attempt <= 100; attempt++)
        {
            victim.ReceiveRouted(link, probe, attempt);
            victim.ReceiveRouted(link, probe, attempt, isBroadcast: true);
        }

        Assert.Single(victim.Echoes());
    }

    [Fact]
    public void Bodies_that_are_malformed_are_ignored_and_blamed_on_nobody()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Alice);
        victim.ReceiveRouted(link, victim.Private(Alice, victim.Key.Peer, 1, ProbeBody.MessageKind, [0xC0]));
        victim.ReceiveRouted(link, victim.Private(Alice, victim.Key.Peer, 2, EchoBody.MessageKind, Array.Empty<byte>()));
        Assert.Empty(victim.Echoes());
        Assert.Equal(0, victim.Count(TraceKind.Rejected));
        victim.ReceiveRouted(link, victim.Probe(Alice, 3, new ProbeBody(1, (ProbeSubject)200, Bob.Peer.Value)));
        Assert.Equal(EchoFinding.Nothing, Assert.Single(victim.Echoes()).Finding);
    }

    [Fact]
    public void Beyond_its_limit_of_open_probes_one_fails_at_once_and_places_come_back()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Bob);
        for (int token = 1; token <= ProtocolLimits.ProbesMax + 1; token++)
        {
            victim.Ask(token, new ProbeCommand(Bob.Peer));
        }

        Assert.Equal((ProtocolLimits.ProbesMax + 1, ProbeEnd.TooMany), (victim.ProbesEnded()[0].Token, Assert.Single(victim.ProbesEnded()).Outcome.End));
        victim.PassAlive(ProtocolLimits.EchoPatience + TimeSpan.FromSeconds(1), link);
        Assert.Equal(ProtocolLimits.ProbesMax + 1, victim.ProbesEnded().Length);
        victim.Ask(9_999, new ProbeCommand(Bob.Peer));
        Assert.Equal(ProtocolLimits.ProbesMax + 1, victim.ProbesEnded().Length);
    }

    // A writer of thousands of messages pushes out older ways, and no more than that.
    [Fact]
    public void Ways_beyond_the_limit_push_out_the_oldest()
    {
        WayTable ways = new(2);
        Assert.Null(ways.Find(default));
        Victim victim = new();
        LinkId link = victim.Befriend(Bob);
        StreamId stream = new(Bob.Peer, 5, RoomId.OfName("lobby"));
        BundleId previous = default;
        for (ulong first = 1; first <= 3; first++)
        {
            SignedBundle bundle = victim.Bundle(Bob, first, "text", previous);
            previous = bundle.Id;
            Assert.True(BundleCore.TryRead(bundle.Core, out BundleCore core));
            ways.Add(new Mesh.Protocol.Gossip.BundleEntry(bundle, core, 1, 0, 0, victim.Now) { Way = MessageWay.OfOwn(core, victim.Now) });
        }

        Assert.Null(ways.Find(stream.Message(1)));
        Assert.NotNull(ways.Find(stream.Message(2)));
        Assert.NotNull(ways.Find(stream.Message(3)));
        new WayTable(0).Add(new Mesh.Protocol.Gossip.BundleEntry(victim.Bundle(Bob, 1, "text"), Core(victim), 1, 0, 0, victim.Now) { Way = MessageWay.OfOwn(Core(victim), victim.Now) });
        Assert.Null(new WayTable(0).Find(stream.Message(1)));
        Assert.NotEqual(default, link);
    }

    // A node with many neighbours, or one that names many, must not make an answer grow.
    [Fact]
    public void Message_passed_to_more_than_the_limit_names_the_first()
    {
        Victim victim = new();
        MessageWay way = MessageWay.OfOwn(Core(victim), victim.Now)!;
        for (int i = 0; i < ProtocolLimits.PassedToMax + 5; i++)
        {
            way.PassTo(new VirtualKey(100 + i).Peer);
            way.PassTo(new VirtualKey(100).Peer);
        }

        Assert.Equal(ProtocolLimits.PassedToMax, way.PassedTo.Count);
        Assert.Equal(new VirtualKey(100).Peer, way.PassedTo[0]);
    }

    // Answers to what others ask must not keep a node from speaking: with thousands of own words waiting it stays silent.
    [Fact]
    public void Busy_node_answers_no_probe()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        LinkId link = victim.Befriend(Alice);
        for (int i = 0; i < 100; i++)
        {
            byte[][] calls = [.. Enumerable.Range(1, 255).Select(n => RealmMoves.CallOf(victim, (ulong)((i * 255) + n), boot: 1))];
            victim.ReceiveRouted(hostile, victim.Private(Mallory, victim.Key.Peer, (ulong)(i * 255) + 1, CallBody.MessageKind, calls));
        }

        int refused = victim.Count(TraceKind.RateLimited);
        victim.ReceiveRouted(link, victim.Probe(Alice, 1, new ProbeBody(1, ProbeSubject.None, default)));
        Assert.Equal(refused + 1, victim.Count(TraceKind.RateLimited));
        victim.PassAlive(TimeSpan.FromSeconds(5), hostile, link);
        Assert.Empty(victim.Echoes());
    }

    private static BundleCore Core(Victim victim) => BundleCore.TryRead(victim.Bundle(Bob, 1, "text").Core, out BundleCore core) ? core : throw new InvalidOperationException("The victim's bundle has no core.");
}
