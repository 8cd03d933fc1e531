using System.Text;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Wire;

public sealed class RecordTests
{
    private static readonly PeerId Peer = new(new Id128(1, 2));
    private static readonly RoomId Room = new(new Id128(3, 4));

    [Fact]
    public void Fields_that_a_later_revision_appended_are_read_over()
    {
        Assert.True(PingRecord.TryRead(RecordBytes.Hex("94 03 07 92c0a161 cb3ff8000000000000"), out PingRecord ping));
        Assert.Equal(7ul, ping.Token);
        Assert.True(IHaveRecord.TryRead(RecordBytes.Hex("95 0b 01 00 91 94 05 06 c0 80 c3"), out IHaveRecord announced));
        Assert.Equal([new Announcement(5, 6)], announced.Bundles);
    }

    /// <summary>Prevents: appended fields as a way round the checks.</summary>
    [Theory]
    [InlineData("93 03 07 c1")]
    [InlineData("93 03 07 a1ff")]
    [InlineData("93 03 07")]
    [InlineData("93 03 07 91 91 91 91 91 91 91 91 90")]
    [InlineData("92 03 07 00")]
    public void Appended_fields_must_be_whole_MessagePack_and_nothing_may_follow_the_record(string hex) =>
        Assert.False(PingRecord.TryRead(RecordBytes.Hex(hex), out _));

    [Fact]
    public void A_record_need_not_be_in_its_shortest_form_because_nobody_signs_it()
    {
        Assert.True(PingRecord.TryRead(RecordBytes.Hex("dc0002 cc03 cd0007"), out PingRecord ping));
        Assert.Equal(7ul, ping.Token);
    }

    [Theory]
    [InlineData("x", 64, 64)]
    [InlineData("x", 65, 64)]
    [InlineData("\u00e9", 40, 64)]
    [InlineData("\u4e2d", 40, 63)]
    [InlineData("\U0001f600", 40, 64)]
    public void A_long_name_is_cut_between_characters(string letter, int count, int bytes)
    {
        HelloRecord hello = new(1, 1, default, false, default, 5, 6374, string.Concat(Enumerable.Repeat(letter, count)));

        Assert.True(HelloRecord.TryRead(RecordBytes.Of(hello), out HelloRecord read));
        Assert.Equal(bytes, Encoding.UTF8.GetByteCount(read.Name));
        Assert.StartsWith(read.Name, hello.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_reason_is_cut_so_that_it_also_fits_a_close_frame()
    {
        Assert.True(RefuseRecord.TryRead(RecordBytes.Of(new RefuseRecord(1, new string('y', 500))), out RefuseRecord read));
        Assert.Equal(new string('y', 120), read.Detail);
    }

    /// <summary>Each list at its limit is read; one item more is neither written nor read. Prevents: memory by the peer's choice.</summary>
    [Fact]
    public void Lists_of_the_limit_pass_and_one_item_more_is_refused()
    {
        AssertLimit(WireLimits.NeighboursMax, n => RecordBytes.Of(new NeighboursRecord(new PeerId[n])), RecordCatalog.Records["Neighbours"]);
        AssertLimit(WireLimits.KeyWantsMax, n => RecordBytes.Of(new KeyWantRecord(new PeerId[n])), RecordCatalog.Records["KeyWant"]);
        AssertLimit(WireLimits.PeerAddressesMax, n => RecordBytes.Of(new PeersRecord([.. Enumerable.Repeat(new PeerAddress(Peer, new byte[16], 1), n)])), RecordCatalog.Records["Peers"]);
        AssertLimit(WireLimits.AnnouncementsMax, n => RecordBytes.Of(new IHaveRecord(0, 0, new Announcement[n])), RecordCatalog.Records["IHave"]);
        AssertLimit(WireLimits.ShortsMax, n => RecordBytes.Of(new GraftRecord(0, new ulong[n])), RecordCatalog.Records["Graft"]);
        AssertLimit(WireLimits.ShortsMax, n => RecordBytes.Of(new WantRecord(new ulong[n])), RecordCatalog.Records["Want"]);
        AssertLimit(WireLimits.PullRangesMax, n => RecordBytes.Of(new PullRecord([.. Enumerable.Repeat(new PullRange(new(Peer, 1, Room), 1, 1), n)])), RecordCatalog.Records["Pull"]);
        AssertLimit(WireLimits.HeadsMax, n => RecordBytes.Of(new HeadsRecord(true, [.. Enumerable.Repeat(new StreamHead(new(Peer, 1, Room), 1), n)], [Room])), RecordCatalog.Records["Heads"]);
        AssertLimit(WireLimits.RoomsMax, n => RecordBytes.Of(new HeadsRecord(true, [], [.. Enumerable.Range(0, n).Select(i => new RoomId(new Id128(0, (ulong)i)))])), RecordCatalog.Records["Heads"]);
    }

    [Fact]
    public void The_largest_of_every_list_fits_one_frame()
    {
        RoomId[] rooms = [.. Enumerable.Range(0, WireLimits.RoomsMax).Select(i => new RoomId(new Id128(ulong.MaxValue, (ulong)i)))];
        StreamHead[] heads = [.. Enumerable.Repeat(new StreamHead(new(Peer, ulong.MaxValue, rooms[^1]), ulong.MaxValue), WireLimits.HeadsMax)];
        PullRange[] ranges = [.. Enumerable.Repeat(new PullRange(new(Peer, ulong.MaxValue, Room), ulong.MaxValue, ulong.MaxValue), WireLimits.PullRangesMax)];

        Assert.InRange(RecordBytes.Of(new HeadsRecord(true, heads, rooms)).Length, 40_000, 46 * 1024);
        Assert.InRange(RecordBytes.Of(new PullRecord(ranges)).Length, 16_000, 17 * 1024);
    }

    [Fact]
    public void A_head_in_a_room_that_is_not_sent_with_it_is_the_caller_s_fault()
    {
        HeadsRecord heads = new(false, [new(new(Peer, 1, Room), 1)], [RoomId.Presence]);

        Assert.Throws<ArgumentException>(() => RecordBytes.Of(heads));
    }

    [Fact]
    public void A_key_of_an_unknown_suite_is_carried_whole_and_owned_by_its_hash()
    {
        byte[] spki = [.. Enumerable.Range(0, 200).Select(i => (byte)i)];

        Assert.True(KeyRecord.TryRead(RecordBytes.Of(new KeyRecord(2, spki, default)), out KeyRecord read));
        Assert.Equal(PeerId.OfKey(spki), read.Owner);
        Assert.True(read.Prekey.IsEmpty);
    }

    [Theory]
    [InlineData("00", "too short")]
    [InlineData("3059301306072a8648ce3d020106082a8648ce3d03010703420003", "a compressed point")]
    public void Only_the_canonical_encoding_of_a_key_yields_its_point(string start, string because)
    {
        byte[] spki = new byte[P256Key.SpkiBytes];
        RecordBytes.Hex(start).CopyTo(spki, 0);

        Assert.False(P256Key.TryPoint(spki, out _), because);
        Assert.False(P256Key.TryPoint([.. P256Key.Spki([4, .. new byte[64]]), 0], out _), "a byte behind the key");
        Assert.Throws<ArgumentException>(() => P256Key.Spki(new byte[65]));
    }

    private static void AssertLimit(int limit, Func<int, byte[]> write, RecordCatalog.Recode read)
    {
        byte[] largest = write(limit);
        Assert.Equal(largest, read(largest));
        Assert.InRange(largest.Length, 1, WireLimits.FrameBytesMax);
        Assert.Throws<ArgumentOutOfRangeException>(() => write(limit + 1));
    }
}
