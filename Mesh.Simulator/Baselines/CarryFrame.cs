using System.Buffers;
using Mesh.Wire;

namespace Mesh.Simulator.Baselines;

/// <summary>
/// The records of store-and-forward, one a frame: <c>[0, known vector, delivered vector]</c> is a summary, <c>[1, stream u64, sequence u64, to, room str, created u64, hops, copies,
/// body bin, signature bin64]</c> a bundle, <c>[2, stream u64, sequence u64]</c> says that one is known now. The signature is zeros: it costs its bytes only.
/// </summary>
internal static class CarryFrame
{
    /// <summary>The kind of a summary.</summary>
    public const ulong Summary = 0;

    /// <summary>The kind of a bundle.</summary>
    public const ulong Bundle = 1;

    /// <summary>The kind of what says that a bundle is known.</summary>
    public const ulong Have = 2;

    private const int SignatureBytes = 64;

    /// <summary>Writes a summary.</summary>
    public static void WriteSummary(IBufferWriter<byte> output, StreamVector known, StreamVector delivered)
    {
        MessagePackWriter writer = new(output);
        writer.WriteArrayHeader(3);
        writer.WriteUInt64(Summary);
        known.Write(writer);
        delivered.Write(writer);
    }

    /// <summary>Writes a bundle.</summary>
    public static void WriteBundle(IBufferWriter<byte> output, CarriedBundle bundle, int copies)
    {
        MessagePackWriter writer = new(output);
        writer.WriteArrayHeader(10);
        writer.WriteUInt64(Bundle);
        writer.WriteUInt64(bundle.Id.Stream);
        writer.WriteUInt64(bundle.Id.Sequence);
        writer.WriteInt64(bundle.To);
        writer.WriteString(bundle.Room);
        writer.WriteUInt64((ulong)bundle.Created.Microseconds);
        writer.WriteUInt64((ulong)bundle.Hops);
        writer.WriteUInt64((ulong)copies);
        writer.WriteBinary(bundle.Body);
        writer.WriteBinary(stackalloc byte[SignatureBytes]);
    }

    /// <summary>Writes that a bundle is known.</summary>
    public static void WriteHave(IBufferWriter<byte> output, BundleId id)
    {
        MessagePackWriter writer = new(output);
        writer.WriteArrayHeader(3);
        writer.WriteUInt64(Have);
        writer.WriteUInt64(id.Stream);
        writer.WriteUInt64(id.Sequence);
    }

    /// <summary>Reads the name of a bundle.</summary>
    public static bool TryReadId(ref MessagePackReader reader, out BundleId id)
    {
        bool isRead = reader.TryReadUInt64(out ulong stream) & reader.TryReadUInt64(out ulong sequence) && sequence < StreamVector.SequenceMax;
        id = isRead ? new BundleId(stream, (uint)sequence) : default;
        return isRead;
    }

    /// <summary>Reads a bundle behind its kind; it has then crossed one more link.</summary>
    public static CarriedBundle? ReadBundle(ref MessagePackReader reader)
    {
        if (!TryReadId(ref reader, out BundleId id)
            || !reader.TryReadInt64(out long to)
            || !reader.TryReadString(out string room)
            || !reader.TryReadUInt64(out ulong created)
            || !reader.TryReadUInt64(out ulong hops)
            || !reader.TryReadUInt64(out ulong copies)
            || !reader.TryReadBinary(out ReadOnlySpan<byte> body)
            || !reader.TryReadBinary(out _)
            || to is < -1 or > int.MaxValue || hops > byte.MaxValue || copies > int.MaxValue || created > long.MaxValue)
        {
            return null;
        }

        return new CarriedBundle
        {
            Id = id,
            To = (int)to,
            Room = room,
            Created = new MeshInstant((long)created),
            Hops = (int)hops + 1,
            Copies = (int)copies,
            Body = body.ToArray(),
        };
    }
}
