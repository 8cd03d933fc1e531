using Mesh.Wire;

namespace Mesh.Tests.Unit.Wire;

public sealed class FrameReaderTests
{
    [Fact]
    public void Records_come_out_whole_and_in_order()
    {
        byte[] ping = RecordBytes.Of(new PingRecord(7));
        byte[] prune = RecordBytes.Of(new PruneRecord(3));
        FrameReader reader = new(ping.Concat(prune).ToArray());

        Assert.Equal(DecodeStatus.Complete, reader.Next(out RecordKind kind, out ReadOnlyMemory<byte> record));
        Assert.Equal(RecordKind.Ping, kind);
        Assert.Equal(ping, record.ToArray());
        Assert.Equal(DecodeStatus.Complete, reader.Next(out kind, out record));
        Assert.Equal(RecordKind.Prune, kind);
        Assert.Equal(prune, record.ToArray());
        Assert.Equal(DecodeStatus.End, reader.Next(out _, out _));
        Assert.Equal(DecodeStatus.End, reader.Next(out _, out _));
    }

    [Fact]
    public void A_kind_of_a_later_revision_is_handed_out_for_the_caller_to_skip()
    {
        FrameReader reader = new(RecordBytes.Hex("92 ccc8 81a16101"));

        Assert.Equal(DecodeStatus.Complete, reader.Next(out RecordKind kind, out _));
        Assert.Equal((RecordKind)200, kind);
        Assert.Equal(DecodeStatus.End, reader.Next(out _, out _));
    }

    [Theory]
    [InlineData("", "an empty message carries no record")]
    [InlineData("90", "an array without a kind")]
    [InlineData("03", "a number instead of an array")]
    [InlineData("9203", "the field is missing")]
    [InlineData("91cd0100", "a kind above 255")]
    [InlineData("91ff", "a negative kind")]
    [InlineData("91a131", "a kind that is text")]
    [InlineData("9203c1", "the byte that is never used")]
    [InlineData("9203a1ff", "text that is not UTF-8")]
    [InlineData("ddffffffff03", "more fields claimed than bytes at hand")]
    [InlineData("92 03 91 91 91 91 91 91 91 91 01", "nine arrays inside each other")]
    public void A_frame_that_is_not_whole_records_is_malformed(string hex, string because)
    {
        FrameReader reader = new(RecordBytes.Hex(hex));

        Assert.True(reader.Next(out _, out _) == DecodeStatus.Malformed, because);
        Assert.True(reader.Next(out _, out _) == DecodeStatus.Malformed, "Nothing is read behind a fault.");
    }

    [Fact]
    public void Half_a_record_behind_a_whole_one_is_malformed_and_stays_so()
    {
        byte[] ping = RecordBytes.Of(new PingRecord(ulong.MaxValue));
        FrameReader reader = new(ping.Concat(ping[..5]).ToArray());

        Assert.Equal(DecodeStatus.Complete, reader.Next(out _, out _));
        Assert.Equal(DecodeStatus.Malformed, reader.Next(out _, out _));
        Assert.Equal(DecodeStatus.Malformed, reader.Next(out _, out _));
    }

    /// <summary>Prevents: a peer that makes this node hold and scan messages of any size.</summary>
    [Fact]
    public void A_frame_of_the_limit_is_read_and_one_byte_more_is_malformed()
    {
        // A record of an unknown kind whose payload fills the frame: array 1, kind 2, bin32 header 5.
        static byte[] Filling(int frameBytes) => RecordBytes.Packed((ref MessagePackWriter writer) =>
        {
            writer.WriteArrayHeader(2);
            writer.WriteUInt64(200);
            writer.WriteBinary(new byte[frameBytes - 8]);
        });

        FrameReader fits = new(Filling(WireLimits.FrameBytesMax));
        FrameReader tooLarge = new(Filling(WireLimits.FrameBytesMax + 1));

        Assert.Equal(DecodeStatus.Complete, fits.Next(out _, out ReadOnlyMemory<byte> record));
        Assert.Equal(WireLimits.FrameBytesMax, record.Length);
        Assert.Equal(DecodeStatus.Malformed, tooLarge.Next(out _, out _));
    }
}
