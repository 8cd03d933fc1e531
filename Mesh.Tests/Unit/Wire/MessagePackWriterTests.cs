using System.Buffers;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Wire;

public sealed class MessagePackWriterTests
{
    [Theory]
    [InlineData(0L, 1)]
    [InlineData(127L, 1)]
    [InlineData(128L, 2)]
    [InlineData(255L, 2)]
    [InlineData(256L, 3)]
    [InlineData(65535L, 3)]
    [InlineData(65536L, 5)]
    [InlineData(4294967295L, 5)]
    [InlineData(4294967296L, 9)]
    [InlineData(-1L, 1)]
    [InlineData(-32L, 1)]
    [InlineData(-33L, 2)]
    [InlineData(-128L, 2)]
    [InlineData(-129L, 3)]
    [InlineData(-32768L, 3)]
    [InlineData(-32769L, 5)]
    [InlineData(-2147483648L, 5)]
    [InlineData(-2147483649L, 9)]
    public void An_integer_takes_no_more_bytes_than_it_needs(long value, int bytes) =>
        Assert.Equal(bytes, RecordBytes.Packed((ref MessagePackWriter writer) => writer.WriteInt64(value)).Length);

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Assert.Equal(RecordBytes.Hex("a561efbfbd62"), RecordBytes.Packed((ref MessagePackWriter writer) => writer.WriteString("a\ud800b")));

    [Fact]
    public void Bytes_that_are_no_text_are_not_written_as_text() =>
        Assert.Throws<ArgumentException>(() => RecordBytes.Packed((ref MessagePackWriter writer) => writer.WriteUtf8([0xff])));

    [Fact]
    public void What_no_reader_would_accept_is_not_written()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RecordBytes.Packed((ref MessagePackWriter writer) => writer.WriteArrayHeader(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => RecordBytes.Packed((ref MessagePackWriter writer) => writer.WriteMapHeader(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => RecordBytes.Packed((ref MessagePackWriter writer) => writer.WriteTimestamp(new(0, 1_000_000_000))));
        Assert.Throws<ArgumentException>(() => RecordBytes.Packed((ref MessagePackWriter writer) => writer.WriteExtension(-1, [1, 2, 3])));
    }

    /// <summary>A buffer that hands out exactly what was asked for, and dirty: nothing may rely on more, or on zeros.</summary>
    [Fact]
    public void Nothing_is_written_beyond_the_bytes_asked_for()
    {
        TightBuffer output = new();
        MessagePackWriter writer = new(output);
        writer.WriteArrayHeader(16);
        writer.WriteUInt64(300);
        writer.WriteString("");
        writer.WriteString("\u00e9");
        writer.WriteBinary([1, 2]);
        writer.WriteBinary([]);
        writer.WriteInt64(-40000);

        Assert.Equal(RecordBytes.Hex("dc0010 cd012c a0 a2c3a9 c4020102 c400 d2ffff63c0"), output.Written);
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        ArrayBufferWriter<byte> output = new(1024);
        Write(output);
        output.ResetWrittenCount();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Write(output);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
    }

    private static void Write(IBufferWriter<byte> output)
    {
        MessagePackWriter writer = new(output);
        writer.WriteMapHeader(2);
        writer.WriteString("key");
        writer.WriteUInt64(ulong.MaxValue);
        writer.WriteUtf8("other"u8);
        writer.WriteTimestamp(new(1L << 40, 5));
    }

    private sealed class TightBuffer : IBufferWriter<byte>
    {
        private readonly List<byte> _written = [];
        private byte[] _lent = [];

        public byte[] Written => [.. _written];

        public void Advance(int count) => _written.AddRange(_lent.AsSpan(0, count));

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            _lent = new byte[Math.Max(sizeHint, 1)];
            Array.Fill(_lent, (byte)0xee);
            return _lent;
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
