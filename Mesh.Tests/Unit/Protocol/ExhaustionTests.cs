using Mesh.Protocol.Presence;
using Mesh.Protocol;
using Mesh.Tests.Simulation.Virtual;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Protocol;

/// <summary>What a neighbour can fill, starve, or drive to an end; the comment says what it would gain.</summary>
public sealed class ExhaustionTests
{
    private static readonly VirtualKey Mallory = new(1);
    private static readonly VirtualKey Alice = new(2);
    private static readonly VirtualKey Bob = new(3);

    // The last number there is has no successor: counting past it would break every node that shows the room.
    [Fact]
    public void Message_with_the_highest_number_is_shown_once()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Mallory);
        victim.ReceiveBundle(link, victim.Bundle(Mallory, ulong.MaxValue, "the end"));
        victim.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(["the end"], victim.Shown);
    }

    // What made room for newer things in memory must not hold up its author for ever.
    [Fact]
    public void Message_after_others_that_made_room_is_shown()
    {
        Victim victim = new(options => options with { Gossip = new GossipOptions { HistoryBytesMax = 800 } });
        LinkId link = victim.Befriend(Alice);
        victim.ReceiveKey(link, Bob);
        RoomId other = RoomId.OfName("other");
        SignedBundle one = victim.Bundle(Alice, 1, "one", room: other);
        SignedBundle two = victim.Bundle(Alice, 2, "two", one.Id, room: other);
        victim.ReceiveBundle(link, one);
        victim.ReceiveBundle(link, two);
        victim.ReceiveBundle(link, victim.Bundle(Bob, 1, "bb"));
        victim.Do(new MeshInput(MeshInputKind.JoinRoom, Body: "other"));
        victim.ReceiveBundle(link, victim.Bundle(Alice, 3, "3", two.Id, room: other));
        victim.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(["bb", "3"], victim.Shown);
    }

    // Streams cost their author nothing; filling the table must shut out nobody, least of all the node itself.
    [Fact]
    public void Streams_without_end_shut_out_neither_others_nor_the_node()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        LinkId honest = victim.Befriend(Alice);
        for (int i = 0; i < ProtocolLimits.StreamsMax + 100; i++)
        {
            victim.ReceiveBundle(hostile, victim.Bundle(Mallory, 1, "x", room: new RoomId(new Id128(3, (ulong)i))), flags: BundleFlags.Sync);
            if (i % 4_000 == 0)
            {
                PassAlive(victim, honest, hostile);
            }
        }

        victim.Do(new MeshInput(MeshInputKind.JoinRoom, Body: "new"));
        victim.Do(new MeshInput(MeshInputKind.Publish, Body: new PublishCommand(1, "new", 1, "mine"u8.ToArray())));
        victim.ReceiveBundle(honest, victim.Bundle(Alice, 1, "hello"));
        Assert.Contains(victim.Outputs, output => output.Kind == MeshOutputKind.Accepted);
        Assert.Equal(["mine", "hello"], victim.Shown);
    }

    // A question of twenty bytes must not buy an answer of forty kilobytes as often as somebody likes.
    [Fact]
    public void Endless_questions_for_heads_are_answered_a_few_times()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        for (int i = 0; i < 1_000; i++)
        {
            victim.Receive(hostile, new HeadsRecord(true, [], []));
            victim.Receive(hostile, new FingerprintRecord(new Id128(1, (ulong)i)));
        }

        Assert.InRange(victim.Sent.Count(sent => sent.Kind == RecordKind.Heads), 1, 10);
    }

    // Anybody can make up keys; the node's own and those of authors who wrote must stay.
    [Fact]
    public void Keys_that_are_made_up_push_out_no_real_ones()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        victim.ReceiveKey(hostile, Alice);
        SignedBundle one = victim.Bundle(Alice, 1, "one");
        victim.ReceiveBundle(hostile, one);
        for (int i = 0; i < ProtocolLimits.KeysMax + 100; i++)
        {
            byte[] point = new byte[65];
            point[0] = 4;
            BitConverter.TryWriteBytes(point.AsSpan(1), i);
            victim.Receive(hostile, new KeyRecord(SignatureSuite.P256, point, ReadOnlyMemory<byte>.Empty));
        }

        LinkId later = victim.Befriend(Bob);
        victim.ReceiveBundle(later, victim.Bundle(Alice, 2, "two", one.Id));
        Assert.Equal(["one", "two"], victim.Shown);
        Assert.Contains(victim.Sent, sent => sent.Link == later && sent.Kind == RecordKind.Key
            && KeyRecord.TryRead(sent.Record, out KeyRecord key) && key.Point.Span.SequenceEqual(victim.Key.PublicKey.Span[26..]));
    }

    // Names that are made up must not make a neighbour look gone.
    [Fact]
    public void Made_up_presences_push_out_no_neighbour()
    {
        Victim victim = new();
        victim.Befriend(Alice);
        LinkId hostile = victim.Befriend(Mallory);
        byte[] body = new PresenceBody("nobody", [], false, 30, [], Interest.None).Encode();
        for (int i = 0; i < ProtocolLimits.PresenceMax + 10; i++)
        {
            VirtualKey author = new(50_000 + i);
            byte[] core = new BundleCore(RoomId.Presence, 1, default, ServiceClass.Ephemeral, [new CoreMessage(1, [], PresenceBody.MessageKind, body)]).Encode();
            byte[] signature = author.Sign(SignedBundle.SignedBytes(SignatureSuite.P256, victim.NetworkHash, author.Peer, 5, core));
            victim.ReceiveKey(hostile, author);
            victim.ReceiveBundle(hostile, new SignedBundle(SignatureSuite.P256, author.Peer, 5, core, signature));
        }

        PresenceChange[] changes = [.. victim.Outputs.Where(output => output.Kind == MeshOutputKind.Presence).Select(output => (PresenceChange)output.Body!)];
        Assert.True(changes.Length > ProtocolLimits.PresenceMax);
        Assert.DoesNotContain(changes, change => change.Kind == PresenceChangeKind.Left && (change.Peer == Alice.Peer || change.Peer == Mallory.Peer));
    }

    // A neighbour that tells lies about somebody's addresses must not hide the true one.
    [Fact]
    public void Lies_about_addresses_stand_behind_what_was_heard_itself()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        CandidateAddress true1 = new(new Id128(0, 0x0A0000FEUL), true, 6374, 0, null);
        victim.Do(new MeshInput(MeshInputKind.CandidateSeen, Body: new CandidateFacts(Alice.Peer, true1, IsFresh: true)));
        victim.Receive(hostile, new PeersRecord([.. Enumerable.Range(0, 20).Select(i => new PeerAddress(Alice.Peer, new byte[] { 10, 9, 9, (byte)i }, 6374))]));
        MeshOutput first = victim.Outputs.Find(output => output.Kind == MeshOutputKind.Dial && output.Peer == Alice.Peer);
        victim.Outputs.Clear();
        victim.Do(new MeshInput(MeshInputKind.DialFailed, Number: first.Number, Body: DialFailure.Unreachable));
        victim.Pass(TimeSpan.FromSeconds(3));
        MeshOutput again = victim.Outputs.Find(output => output.Kind == MeshOutputKind.Dial && output.Peer == Alice.Peer);
        Assert.Equal(true1, ((CandidateAddress[])again.Body!)[0]);
    }

    // Strangers that a neighbour makes up must not push out whoever was heard here.
    [Fact]
    public void Told_strangers_push_out_nobody_who_was_heard()
    {
        Victim victim = new(options => options with { LinksMax = 1 });
        LinkId hostile = victim.Befriend(Mallory);
        CandidateAddress address = new(new Id128(0, 0x0A0000FEUL), true, 6374, 0, null);
        victim.Do(new MeshInput(MeshInputKind.CandidateSeen, Body: new CandidateFacts(Alice.Peer, address, IsFresh: true)));
        for (int i = 0; i < 20; i++)
        {
            victim.Receive(hostile, new PeersRecord([.. Enumerable.Range(0, 32).Select(n => new PeerAddress(new PeerId(new Id128((ulong)i, (ulong)n)), new byte[] { 10, 9, (byte)i, (byte)n }, 6374))]));
            PassAlive(victim, hostile);
        }

        victim.Do(new MeshInput(MeshInputKind.LinkDown, hostile));
        Assert.Contains(victim.Outputs, output => output.Kind == MeshOutputKind.Dial && output.Peer == Alice.Peer);
    }

    // Copies with false signatures, sent just before the true one arrives, must not suppress it.
    [Fact]
    public void Forged_copies_that_are_being_checked_do_not_crowd_out_the_genuine_one()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        LinkId honest = victim.Befriend(Bob);
        victim.ReceiveKey(hostile, Alice);
        SignedBundle genuine = victim.Bundle(Alice, 1, "hello");
        victim.HoldsVerdicts = true;
        for (byte i = 1; i <= 8; i++)
        {
            byte[] signature = genuine.Signature.ToArray();
            signature[5] ^= i;
            victim.ReceiveBundle(hostile, new SignedBundle(SignatureSuite.P256, Alice.Peer, 5, genuine.Core, signature));
        }

        victim.ReceiveBundle(honest, genuine);
        victim.HoldsVerdicts = false;
        victim.GiveVerdicts();
        Assert.Equal(["hello"], victim.Shown);
    }

    // Whoever claims to have a stream and never sends it must not keep others from being asked.
    [Fact]
    public void Claims_that_are_never_kept_do_not_keep_others_from_being_asked()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        LinkId honest = victim.Befriend(Bob);
        RoomId room = RoomId.OfName("lobby");
        HeadsRecord claim = new(false, [new StreamHead(new StreamId(Alice.Peer, 5, room), 9)], [room]);
        for (int i = 0; i < 50; i++)
        {
            victim.Receive(hostile, claim);
            victim.Do(new MeshInput(MeshInputKind.BytesReceived, honest));
            victim.Pass(TimeSpan.FromMilliseconds(100));
        }

        victim.Receive(honest, claim);
        Assert.Contains(victim.Sent, sent => sent.Link == honest && sent.Kind == RecordKind.Pull);
    }

    /// <summary>A second passes in which the links show signs of life.</summary>
    private static void PassAlive(Victim victim, params LinkId[] links)
    {
        for (int i = 0; i < 4; i++)
        {
            victim.Pass(TimeSpan.FromMilliseconds(250));
            foreach (LinkId link in links)
            {
                victim.Do(new MeshInput(MeshInputKind.BytesReceived, link));
            }
        }
    }
}
