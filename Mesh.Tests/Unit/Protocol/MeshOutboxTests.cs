using System.Buffers;
using Mesh.Protocol;

namespace Mesh.Tests.Unit.Protocol;

public sealed class MeshOutboxTests
{
    // Prevents that a record just over one block of memory is moved to a new block for every further byte, which took the node of a fast writer whole seconds.
    [Theory]
    [InlineData(65_537)]
    [InlineData(90_000)]
    [InlineData(131_072)]
    public void A_record_over_one_block_stays_whole_and_costs_no_more_than_its_size(int bytes)
    {
        MeshOutbox outbox = new();
        byte[] record = [.. Enumerable.Range(0, bytes).Select(number => (byte)(number % 251))];
        long before = GC.GetAllocatedBytesForCurrentThread();

        outbox.BeginRecord();
        outbox.Write(record.AsSpan(0, 100));
        outbox.Write(record.AsSpan(100));
        ReadOnlyMemory<byte> written = outbox.EndRecord();

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(written.Span.SequenceEqual(record));
        Assert.InRange(allocated, bytes, 6L * bytes);
    }

    [Fact]
    public void Records_before_a_large_one_keep_their_bytes()
    {
        MeshOutbox outbox = new();
        outbox.BeginRecord();
        outbox.Write("first"u8);
        ReadOnlyMemory<byte> first = outbox.EndRecord();
        outbox.BeginRecord();
        outbox.Write(new byte[100_000]);
        ReadOnlyMemory<byte> second = outbox.EndRecord();
        outbox.BeginRecord();
        outbox.Write("third"u8);
        ReadOnlyMemory<byte> third = outbox.EndRecord();

        Assert.True(first.Span.SequenceEqual("first"u8));
        Assert.Equal(100_000, second.Length);
        Assert.True(third.Span.SequenceEqual("third"u8));
    }
}
