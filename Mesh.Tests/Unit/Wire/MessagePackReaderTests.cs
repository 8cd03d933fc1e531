using Mesh.Wire;

namespace Mesh.Tests.Unit.Wire;

public sealed class MessagePackReaderTests
{
    [Fact]
    public void A_read_of_another_type_fails_and_leaves_the_position()
    {
        MessagePackReader reader = new(RecordBytes.Hex("a161"));

        Assert.False(reader.TryReadInt64(out _));
        Assert.Equal(DecodeStatus.Mismatch, reader.Status);
        Assert.False(reader.TryReadUInt64(out _) || reader.TryReadNil() || reader.TryReadBoolean(out _) || reader.TryReadSingle(out _) || reader.TryReadDouble(out _));
        Assert.False(reader.TryReadBinary(out _) || reader.TryReadExtension(out _, out _) || reader.TryReadTimestamp(out _));
        Assert.False(reader.TryReadArrayHeader(out _) || reader.TryReadMapHeader(out _));
        Assert.Equal(0, reader.Position);
        Assert.True(reader.TryReadString(out string text));
        Assert.Equal("a", text);
        Assert.Equal(DecodeStatus.Complete, reader.Status);
        Assert.True(reader.IsEnd);
    }

    [Fact]
    public void An_integer_out_of_the_range_asked_for_is_a_mismatch()
    {
        MessagePackReader negative = new(RecordBytes.Hex("ff"));
        MessagePackReader large = new(RecordBytes.Hex("cf8000000000000000"));

        Assert.False(negative.TryReadUInt64(out _));
        Assert.Equal(DecodeStatus.Mismatch, negative.Status);
        Assert.False(large.TryReadInt64(out _));
        Assert.Equal(DecodeStatus.Mismatch, large.Status);
        Assert.True(large.TryReadUInt64(out ulong value));
        Assert.Equal(1ul << 63, value);
    }

    [Fact]
    public void A_float_of_32_bits_is_also_read_as_one_of_64_and_not_the_other_way_round()
    {
        MessagePackReader narrow = new(RecordBytes.Hex("ca3fc00000"));
        MessagePackReader wide = new(RecordBytes.Hex("cb3ff8000000000000"));

        Assert.True(narrow.TryReadDouble(out double value));
        Assert.Equal(1.5, value);
        Assert.False(wide.TryReadSingle(out _));
        Assert.Equal(DecodeStatus.Mismatch, wide.Status);
    }

    [Fact]
    public void An_extension_that_is_no_timestamp_is_not_read_as_one()
    {
        MessagePackReader reader = new(RecordBytes.Hex("d60500000001"));

        Assert.False(reader.TryReadTimestamp(out _));
        Assert.Equal(DecodeStatus.Mismatch, reader.Status);
        Assert.Equal(0, reader.Position);
        Assert.True(reader.TryReadExtension(out sbyte code, out ReadOnlySpan<byte> payload));
        Assert.Equal(5, code);
        Assert.Equal(4, payload.Length);
    }

    /// <summary>Prevents: eight bytes from a peer that make this node loop or allocate four milliard times.</summary>
    [Theory]
    [InlineData("ddffffffff000000")]
    [InlineData("dc0004000000")]
    [InlineData("94000000")]
    public void A_claimed_array_is_refused_before_anybody_loops_over_it(string hex)
    {
        MessagePackReader reader = new(RecordBytes.Hex(hex));

        Assert.False(reader.TryReadArrayHeader(out int count));
        Assert.Equal(DecodeStatus.Incomplete, reader.Status);
        Assert.Equal(0, count);
    }

    /// <summary>Prevents: the same with pairs, of which each takes two bytes at least; 2^31 of them would overflow a counter of 32 bits.</summary>
    [Theory]
    [InlineData("df80000001000000")]
    [InlineData("82000000")]
    public void A_claimed_map_is_refused_before_anybody_loops_over_it(string hex)
    {
        MessagePackReader reader = new(RecordBytes.Hex(hex));

        Assert.False(reader.TryReadMapHeader(out _));
        Assert.Equal(DecodeStatus.Incomplete, reader.Status);
    }

    /// <summary>Prevents: arrays inside each other until a recursive consumer runs out of stack.</summary>
    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(2, 1, false)]
    [InlineData(32, 32, true)]
    [InlineData(33, 32, false)]
    public void Skipping_stops_below_the_depth_that_the_caller_allows(int depth, int depthMax, bool isRead)
    {
        byte[] nested = [.. Enumerable.Repeat((byte)0x91, depth - 1), 0x90];
        MessagePackReader reader = new(nested);

        Assert.Equal(isRead, reader.TrySkip(depthMax));
        Assert.Equal(isRead ? DecodeStatus.Complete : DecodeStatus.TooDeep, reader.Status);
        Assert.Equal(isRead ? depth : 0, reader.Position);
    }

    [Fact]
    public void Skipping_with_depth_0_reads_scalars_only()
    {
        MessagePackReader scalar = new(RecordBytes.Hex("c3"));
        MessagePackReader empty = new(RecordBytes.Hex("80"));

        Assert.True(scalar.TrySkip(0));
        Assert.False(empty.TrySkip(0));
        Assert.Equal(DecodeStatus.TooDeep, empty.Status);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(33)]
    public void A_depth_out_of_its_range_is_the_caller_s_fault(int depthMax) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MessagePackReader([0xc0]).TrySkip(depthMax));

    [Fact]
    public void Skipping_passes_over_one_value_and_leaves_the_next()
    {
        MessagePackReader reader = new(RecordBytes.Hex("93 92c0c3 81a16b91ff c403010203 05"));

        Assert.True(reader.TrySkip());
        Assert.True(reader.TryReadInt64(out long next));
        Assert.Equal(5, next);
        Assert.False(reader.TrySkip());
        Assert.Equal(DecodeStatus.End, reader.Status);
    }

    /// <summary>Every first byte, alone and before seventeen zeros: none throws, and 0xc1 is the only one that nothing can complete.</summary>
    [Fact]
    public void Each_first_byte_has_its_meaning()
    {
        for (int code = 0; code < 256; code++)
        {
            byte[] bytes = new byte[18];
            bytes[0] = (byte)code;
            MessagePackReader alone = new(bytes.AsSpan(0, 1));
            MessagePackReader followed = new(bytes);

            bool needsNothing = code is < 0x81 or 0x90 or 0xa0 or 0xc0 or 0xc2 or 0xc3 or >= 0xe0;
            Assert.Equal(needsNothing, alone.TrySkip());
            Assert.Equal(code == 0xc1 ? DecodeStatus.Malformed : needsNothing ? DecodeStatus.Complete : DecodeStatus.Incomplete, alone.Status);
            bool fits = code != 0xc1 && code is not (>= 0x89 and <= 0x8f) && code is not (>= 0xb2 and <= 0xbf);
            Assert.True(fits == followed.TrySkip(), $"{code:x2}: {followed.Status}");
        }
    }

    [Fact]
    public void Looking_at_the_next_type_reads_nothing()
    {
        MessagePackReader reader = new(RecordBytes.Hex("d7ff0000000000000000"));

        Assert.True(reader.TryPeekType(out MessagePackType type));
        Assert.Equal(MessagePackType.Extension, type);
        Assert.Equal(0, reader.Position);
        Assert.Equal(10, reader.Remaining);
    }

    [Fact]
    public void Reading_and_skipping_allocate_nothing()
    {
        byte[] bytes = RecordBytes.Hex("96 05 a161 c403010203 cb3ff8000000000000 d7ff0000000000000001 81a16bc0");
        Read(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool ok = Read(bytes);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(ok);
        Assert.Equal(0, allocated);
    }

    private static bool Read(byte[] bytes)
    {
        MessagePackReader whole = new(bytes);
        MessagePackReader reader = new(bytes);
        return whole.TrySkip() && whole.IsEnd
            && reader.TryReadArrayHeader(out _) && reader.TryReadInt64(out _) && reader.TryReadUtf8(out _) && reader.TryReadBinary(out _)
            && reader.TryReadDouble(out _) && reader.TryReadTimestamp(out _) && reader.TryReadMapHeader(out _) && reader.TrySkip() && reader.TryReadNil() && reader.IsEnd;
    }
}
