using System.Buffers;
using Mesh.Wire;

namespace Mesh.Simulator.Bench.Parts;

/// <summary>Bundles such as nodes send, for measuring the codec: the signature is not genuine, which the codec does not look at.</summary>
internal static class SampleBundles
{
    /// <summary>A bundle's record.</summary>
    /// <param name="messages">Messages in the bundle.</param>
    /// <param name="bodyBytes">Bytes of each body.</param>
    public static BundleRecord Record(int messages, int bodyBytes)
    {
        MeshRandom random = new(1);
        PeerId origin = new(new Id128(random.NextUInt64(), random.NextUInt64()));
        BundleId previous = new(new Id128(random.NextUInt64(), random.NextUInt64()));
        byte[] body = new byte[bodyBytes];
        for (int i = 0; i < body.Length; i++)
        {
            body[i] = (byte)random.NextUInt64();
        }

        CoreMessage[] written = [.. Enumerable.Range(0, messages).Select(number => new CoreMessage((ulong)(1_700_000_000_000 + number) << 16, [], 1, body))];
        BundleCore core = new(RoomId.OfName("bench"), 1_000, previous, ServiceClass.Durable, written);
        byte[] signature = new byte[SignatureSuite.P256SignatureBytes];
        SignedBundle bundle = new(SignatureSuite.P256, origin, random.NextUInt64(), core.Encode(), signature);
        return new BundleRecord(0, 2, BundleFlags.None, 3, bundle);
    }

    /// <summary>A frame of several records.</summary>
    public static byte[] Frame(BundleRecord record, int records)
    {
        ArrayBufferWriter<byte> output = new();
        for (int i = 0; i < records; i++)
        {
            record.Write(output);
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads a frame as a node does up to the signature, and counts the messages in it.</summary>
    /// <exception cref="BenchFault">It cannot be read.</exception>
    public static int CountMessages(ReadOnlyMemory<byte> frame)
    {
        FrameReader reader = new(frame);
        int messages = 0;
        DecodeStatus status;
        while ((status = reader.Next(out RecordKind kind, out ReadOnlyMemory<byte> bytes)) == DecodeStatus.Complete)
        {
            if (kind != RecordKind.Bundle || !BundleRecord.TryRead(bytes, out BundleRecord record) || !BundleCore.TryRead(record.Bundle.Core, out BundleCore core))
            {
                throw new BenchFault("a sample bundle cannot be read");
            }

            messages += core.Messages.Length;
        }

        return status == DecodeStatus.End ? messages : throw new BenchFault("a sample frame cannot be read");
    }
}
