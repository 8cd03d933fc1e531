using Mesh.Protocol;
using Mesh.Tests.Simulation.Virtual;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Protocol;

/// <summary>Each limit and each verdict under attack; the comment says what it prevents.</summary>
public sealed class AttackTests
{
    private static readonly VirtualKey Mallory = new(1);
    private static readonly VirtualKey Alice = new(2);
    private static readonly VirtualKey Bob = new(3);

    // A neighbour that sends noise must not cost more than its own link.
    [Fact]
    public void Garbage_closes_its_own_link_and_no_other()
    {
        Victim victim = new();
        LinkId honest = victim.Befriend(Alice);
        LinkId hostile = victim.Befriend(Mallory);
        victim.ReceiveBytes(hostile, [0xC1, 0x00, 0xFF]);
        Assert.Equal("The peer sent a malformed frame.", victim.ClosedWith(hostile));
        Assert.Null(victim.ClosedWith(honest));
    }

    // A bad copy must not censor the good one: ids count as seen only once their signature verified.
    [Fact]
    public void Forged_copy_is_not_shown_and_does_not_hide_the_genuine_one()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        LinkId honest = victim.Befriend(Bob);
        victim.ReceiveKey(hostile, Alice);
        victim.ReceiveBundle(hostile, victim.Bundle(Alice, 1, "hello", isForged: true));
        Assert.Empty(victim.Shown);
        victim.ReceiveBundle(honest, victim.Bundle(Alice, 1, "hello"));
        Assert.Equal(["hello"], victim.Shown);
    }

    // Whoever keeps sending forgeries is cut off and stays out.
    [Fact]
    public void Repeated_forgeries_close_the_link_and_shun_the_peer()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        victim.ReceiveKey(hostile, Alice);
        for (ulong i = 1; i <= 9; i++)
        {
            victim.ReceiveBundle(hostile, victim.Bundle(Alice, i, "lie", isForged: true));
        }

        Assert.Equal("The peer broke the protocol.", victim.ClosedWith(hostile));
        LinkId again = victim.LinkUp(Mallory);
        Assert.Equal(RefusalCode.Shunned, victim.RefusalOf(again)?.Code);
        victim.Pass(TimeSpan.FromMinutes(11));
        LinkId later = victim.Befriend(Mallory);
        Assert.Null(victim.RefusalOf(later));
    }

    // Replayed frames show nothing twice and never spread again.
    [Fact]
    public void Replayed_bundle_is_shown_and_forwarded_once()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        LinkId honest = victim.Befriend(Bob);
        victim.ReceiveKey(hostile, Alice);
        SignedBundle bundle = victim.Bundle(Alice, 1, "once");
        for (int i = 0; i < 100; i++)
        {
            victim.ReceiveBundle(hostile, bundle);
        }

        Assert.Equal(["once"], victim.Shown);
        Assert.Single(victim.Sent, sent => sent.Kind == RecordKind.Bundle && sent.Link == honest && IsBy(sent.Record, Alice));
    }

    // A bundle signed for another network or by another run must not count here.
    [Fact]
    public void Bundle_of_another_network_is_refused()
    {
        Victim victim = new();
        Victim elsewhere = new();
        LinkId hostile = victim.Befriend(Mallory);
        victim.ReceiveKey(hostile, Alice);
        SignedBundle genuine = elsewhere.Bundle(Alice, 1, "hello");
        byte[] foreign = Alice.Sign(SignedBundle.SignedBytes(SignatureSuite.P256, Digest.Of("other"u8), Alice.Peer, 5, genuine.Core.Span));
        victim.ReceiveBundle(hostile, new SignedBundle(SignatureSuite.P256, Alice.Peer, 5, genuine.Core, foreign));
        Assert.Empty(victim.Shown);
        Assert.Equal(1, victim.Count(TraceKind.Rejected));
    }

    // A loop must end even if every other guard fails.
    [Fact]
    public void Bundle_at_the_hop_guard_is_ignored_without_blame()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Mallory);
        victim.ReceiveKey(link, Alice);
        victim.ReceiveBundle(link, victim.Bundle(Alice, 1, "far"), hops: 255);
        Assert.Empty(victim.Shown);
        Assert.Equal(1, victim.Count(TraceKind.Ignored));
        Assert.Equal(0, victim.Count(TraceKind.Rejected));
    }

    // One author must not fill everybody's radio; what is over the limit is not lost, it is pulled later.
    [Fact]
    public void Flooding_author_is_limited_and_an_honest_one_is_not()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        LinkId honest = victim.Befriend(Alice);
        BundleId previous = default;
        for (ulong i = 1; i <= 1_000; i++)
        {
            SignedBundle bundle = victim.Bundle(Mallory, i, $"spam{i}", previous);
            previous = bundle.Id;
            victim.ReceiveBundle(hostile, bundle);
        }

        victim.ReceiveBundle(honest, victim.Bundle(Alice, 1, "hello"));
        Assert.Contains("hello", victim.Shown);
        Assert.InRange(victim.Shown.Length, 100, 250);
        Assert.InRange(victim.Count(TraceKind.RateLimited), 700, 900);
    }

    // An author that signs one number twice is found out, and the proof is passed on.
    [Fact]
    public void Fork_is_proven_told_and_ends_the_stream()
    {
        Victim victim = new();
        LinkId left = victim.Befriend(Mallory);
        LinkId right = victim.Befriend(Bob);
        SignedBundle one = victim.Bundle(Mallory, 1, "yes");
        victim.ReceiveBundle(left, one);
        victim.ReceiveBundle(left, victim.Bundle(Mallory, 1, "no"));
        Assert.Equal(["yes"], victim.Shown);
        Assert.Contains(victim.Outputs, output => output.Kind == MeshOutputKind.Notice && ((ProtocolNotice)output.Body!).Code == "forked-stream");
        Assert.Contains(victim.Sent, sent => sent.Kind == RecordKind.Fork && sent.Link == right);
        victim.ReceiveBundle(left, victim.Bundle(Mallory, 2, "more", one.Id));
        Assert.Equal(["yes"], victim.Shown);
    }

    // A proof of two large bundles must not become a frame that honest nodes are cut off for.
    [Fact]
    public void Large_fork_proof_leaves_in_frames_that_fit()
    {
        Victim victim = new();
        LinkId left = victim.Befriend(Mallory);
        LinkId right = victim.Befriend(Bob);
        victim.ReceiveBundle(left, victim.Bundle(Mallory, 1, new string('y', WireLimits.BodyBytesMax)));
        victim.ReceiveBundle(left, victim.Bundle(Mallory, 1, new string('n', WireLimits.BodyBytesMax)));
        Assert.All(victim.Sent, sent => Assert.True(sent.Record.Length <= WireLimits.FrameBytesMax));
        Assert.Equal(2, victim.Sent.Count(sent => sent.Link == right && sent.Kind == RecordKind.Bundle && sent.Record.Length > WireLimits.BodyBytesMax && IsSync(sent.Record)));
    }

    // A false proof must not silence an honest author.
    [Fact]
    public void Forged_fork_proof_changes_nothing_and_is_blamed()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        victim.ReceiveKey(hostile, Alice);
        SignedBundle one = victim.Bundle(Alice, 1, "yes");
        victim.ReceiveBundle(hostile, one);
        victim.Receive(hostile, new ForkRecord(one, victim.Bundle(Alice, 1, "no", isForged: true)));
        victim.ReceiveBundle(hostile, victim.Bundle(Alice, 2, "more", one.Id));
        Assert.Equal(["yes", "more"], victim.Shown);
        Assert.Equal(1, victim.Count(TraceKind.Rejected));
    }

    // Announcements cost the announcer nothing, so they must not cost the victim memory.
    [Fact]
    public void Endless_announcements_and_heads_are_bounded()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        ulong shortId = 1;
        for (int i = 0; i < 100; i++)
        {
            victim.Receive(hostile, new IHaveRecord(0, BundleFlags.None, [.. Enumerable.Range(0, 512).Select(_ => new Announcement(shortId++, 1))]));
            RoomId room = new(new Id128(9, (ulong)i));
            victim.Receive(hostile, new HeadsRecord(false, [.. Enumerable.Range(0, 1_000).Select(n => new StreamHead(new StreamId(new PeerId(new Id128(1, (ulong)n)), (ulong)i, room), 5))], [room]));
        }

        victim.Pass(TimeSpan.FromSeconds(30));
        Assert.True(victim.Sent.Count < 20_000, $"{victim.Sent.Count} records were sent");
    }

    // Bundles of unknown authors wait in bounded space, and nobody is blamed for them.
    [Fact]
    public void Bundles_whose_key_never_comes_are_dropped_without_blame()
    {
        Victim victim = new();
        LinkId hostile = victim.Befriend(Mallory);
        for (int i = 0; i < 1_000; i++)
        {
            victim.ReceiveBundle(hostile, victim.Bundle(new VirtualKey(10_000 + i), 1, new string('x', 300)));
        }

        Assert.InRange(victim.Sent.Count(sent => sent.Kind == RecordKind.KeyWant), 50, 250);
        Assert.InRange(victim.Count(TraceKind.Evicted), 700, 950);
        victim.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(0, victim.Count(TraceKind.Rejected));
    }

    // The key that arrives late releases what waited for it.
    [Fact]
    public void Bundle_that_came_before_its_key_is_shown_when_the_key_comes()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Mallory);
        victim.ReceiveBundle(link, victim.Bundle(Alice, 1, "early"));
        Assert.Empty(victim.Shown);
        victim.ReceiveKey(link, Alice);
        Assert.Equal(["early"], victim.Shown);
    }

    // A copied machine writes under our key in our run: neither side may be silenced.
    [Fact]
    public void Foreign_bundle_of_the_own_run_makes_a_new_incarnation()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Mallory);
        ulong before = victim.Machine.Incarnation;
        victim.ReceiveBundle(link, victim.Bundle(victim.Key, 7, "not me", incarnation: before));
        Assert.NotEqual(before, victim.Machine.Incarnation);
        Assert.Contains(victim.Outputs, output => output.Kind == MeshOutputKind.Notice && ((ProtocolNotice)output.Body!).Code == "copied-identity");
    }

    // A thousand strangers must not push out whoever is linked.
    [Fact]
    public void Candidates_and_handshakes_are_bounded()
    {
        Victim victim = new();
        LinkId honest = victim.Befriend(Alice);
        int held = 0;
        for (int i = 0; i < 2_000; i++)
        {
            CandidateAddress address = new(new Id128(0, 0x0B000000UL + (ulong)i), true, 6374, 0, null);
            victim.Do(new MeshInput(MeshInputKind.CandidateSeen, Body: new CandidateFacts(new PeerId(new Id128(7, (ulong)i)), address, true)));
            held += victim.ClosedWith(victim.LinkUp(new VirtualKey(20_000 + i))) is null ? 1 : 0;
        }

        Assert.InRange(victim.Outputs.Count(output => output.Kind == MeshOutputKind.Dial), 1, ProtocolLimits.DialsAtOnceMax);
        Assert.Equal(ProtocolLimits.HandshakesMax, held);
        Assert.Null(victim.ClosedWith(honest));
        victim.ReceiveBundle(honest, victim.Bundle(Alice, 1, "still here"));
        Assert.Equal(["still here"], victim.Shown);
    }

    // A known record that cannot be read is an offence; an unknown kind is for a later revision.
    [Fact]
    public void Unknown_kinds_are_skipped_and_unreadable_known_ones_are_counted()
    {
        Victim victim = new();
        LinkId link = victim.Befriend(Mallory);
        victim.ReceiveBytes(link, [0x92, 0x64, 0x01]);
        Assert.Equal(0, victim.Count(TraceKind.Rejected));
        victim.ReceiveBytes(link, [0x92, 0x0B, 0x01]);
        Assert.Equal(1, victim.Count(TraceKind.Rejected));
    }

    private static bool IsSync(byte[] record) =>
        BundleRecord.TryRead(record, out BundleRecord bundle) && bundle.Flags == BundleFlags.Sync;

    private static bool IsBy(byte[] record, VirtualKey author) =>
        BundleRecord.TryRead(record, out BundleRecord bundle) && bundle.Bundle.Origin == author.Peer;
}
