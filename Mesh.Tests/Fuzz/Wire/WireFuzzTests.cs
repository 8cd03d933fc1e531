using System.Buffers;
using System.Text;
using Mesh.Tests.Conformance.MessagePack;
using Mesh.Tests.Conformance.Vectors;
using Mesh.Tests.Unit.Wire;
using Mesh.Wire;

namespace Mesh.Tests.Fuzz.Wire;

/// <summary>Mutations of docs/vectors through every decoder. Not that nothing throws is the point, but that what is accepted means one thing.</summary>
public sealed class WireFuzzTests
{
    private const int MutationCount = 20_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_mutated_record_is_refused_or_means_the_same_after_writing_it_again(ulong seed)
    {
        int accepted = 0;
        Run(seed, Records(), bytes =>
        {
            foreach (RecordCatalog.Recode recode in RecordCatalog.Records.Values)
            {
                if (recode(bytes) is { } written)
                {
                    accepted++;
                    Assert.Equal(written, recode(written));
                }
            }
        });

        // A mutator that only makes rubbish would test the first check alone.
        Assert.InRange(accepted, MutationCount / 20, MutationCount);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    public void A_mutated_body_is_refused_or_means_the_same_after_writing_it_again(ulong seed)
    {
        int accepted = 0;
        Run(seed, Bodies(), bytes =>
        {
            foreach (RecordCatalog.Recode recode in RecordCatalog.Bodies.Values)
            {
                if (recode(bytes) is { } written)
                {
                    accepted++;
                    Assert.Equal(written, recode(written));
                }
            }
        });
        Assert.InRange(accepted, MutationCount / 20, MutationCount * 4);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void A_mutated_core_or_stored_bundle_is_refused_or_has_the_same_bytes_after_writing_it_again(ulong seed)
    {
        int accepted = 0;
        Run(seed, [.. Cores(), .. StoredBundles()], bytes =>
        {
            foreach (byte[]? written in new[] { RecordCatalog.Core(bytes), RecordCatalog.Stored(bytes) })
            {
                if (written is not null)
                {
                    accepted++;
                    Assert.Equal(bytes, written);
                }
            }
        });
        Assert.InRange(accepted, MutationCount / 20, MutationCount);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    public void A_mutated_frame_splits_into_records_that_together_are_the_frame_or_ends_at_a_fault(ulong seed)
    {
        byte[][] records = Records();
        byte[][] frames = [.. records, .. records.Zip(records.Skip(1), (one, other) => (byte[])[.. one, .. other])];
        int whole = 0;
        Run(seed, frames, bytes =>
        {
            FrameReader reader = new(bytes);
            int consumed = 0;
            DecodeStatus status;
            while ((status = reader.Next(out RecordKind kind, out ReadOnlyMemory<byte> record)) == DecodeStatus.Complete)
            {
                Assert.Equal(bytes.AsSpan(consumed, record.Length).ToArray(), record.ToArray());
                MessagePackReader skipping = new(record.Span);
                Assert.True(skipping.TrySkip() && skipping.IsEnd);
                MessagePackReader head = new(record.Span);
                Assert.True(head.TryReadArrayHeader(out _) && head.TryReadUInt64(out ulong number) && (RecordKind)number == kind);
                consumed += record.Length;
            }

            Assert.True(status == DecodeStatus.Malformed || consumed == bytes.Length);
            whole += status == DecodeStatus.End ? 1 : 0;
        });
        Assert.InRange(whole, MutationCount / 20, MutationCount);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    public void A_mutated_value_is_skipped_exactly_when_it_is_read_and_its_shortest_form_is_its_only_strict_one(ulong seed)
    {
        byte[][] values = [.. VectorFile.Read("messagepack.json").Items("values").Where(v => v.TryGetProperty("hex", out _)).Select(v => v.Bytes("hex")), .. Records(), .. Longer()];
        int accepted = 0;
        Run(seed, values, bytes =>
        {
            MessagePackReader skipping = new(bytes);
            bool skipped = skipping.TrySkip();
            bool read = Transcribe(bytes, out int consumed, out string text, out byte[] written);
            Assert.Equal(skipped, read);
            if (!read)
            {
                return;
            }

            accepted++;
            Assert.Equal(skipping.Position, consumed);
            MessagePackReader strictOnWritten = new(written, isShortestOnly: true);
            Assert.True(strictOnWritten.TrySkip() && strictOnWritten.IsEnd);
            Assert.True(Transcribe(written, out _, out string again, out byte[] rewritten));
            Assert.Equal(text, again);
            Assert.Equal(written, rewritten);
            MessagePackReader strict = new(bytes, isShortestOnly: true);
            Assert.Equal(strict.TrySkip(), written.AsSpan().SequenceEqual(bytes.AsSpan(0, consumed)));
        });
        Assert.InRange(accepted, MutationCount / 20, MutationCount);
    }

    private static bool Transcribe(byte[] bytes, out int consumed, out string text, out byte[] written)
    {
        StringBuilder builder = new();
        ArrayBufferWriter<byte> output = new();
        MessagePackReader reader = new(bytes);
        MessagePackWriter writer = new(output);
        bool ok = Transcript.Read(ref reader, builder, ref writer);
        (consumed, text, written) = (reader.Position, builder.ToString(), output.WrittenSpan.ToArray());
        return ok;
    }

    private static void Run(ulong seed, byte[][] corpus, Action<byte[]> property)
    {
        Mutator mutator = new(corpus, seed);
        for (int i = 0; i < MutationCount; i++)
        {
            byte[] bytes = mutator.Next();
            try
            {
                property(bytes);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Seed {seed}, mutation {i}, bytes {Convert.ToHexStringLower(bytes)}", failure);
            }
        }
    }

    private static byte[][] Records() =>
        [.. VectorFile.Read("records.json").Items("records").Concat(VectorFile.Read("records.json").Items("refused").Where(v => v.Text("hex").Length < 1000)).Select(v => v.Bytes("hex"))];

    private static byte[][] Bodies() =>
        [.. VectorFile.Read("bodies.json").Items("bodies").Concat(VectorFile.Read("bodies.json").Items("refused")).Select(v => v.Bytes("hex"))];

    private static byte[][] Cores() => [.. VectorFile.Read("bundles.json").Items("bundles").Select(v => v.Bytes("core"))];

    private static byte[][] StoredBundles() => [.. VectorFile.Read("bundles.json").Items("bundles").Select(v => RecordBytes.Of(RecordBuilder.Bundle(v)))];

    private static byte[][] Longer() => [.. VectorFile.Read("messagepack.json").Items("longerThanNeeded").Select(v => Convert.FromHexString(v.GetString()!))];
}
