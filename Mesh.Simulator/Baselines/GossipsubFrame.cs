using System.Buffers;
using Mesh.Wire;

namespace Mesh.Simulator.Baselines;

/// <summary>
/// The records of gossipsub, one or more a frame: <c>[0, stream u64, sequence u64, room str, hops, body bin, signature bin64]</c> is a message, <c>[1..3,
/// [stream u64, sequence u64]...]</c> IHAVE, IWANT and IDONTWANT, <c>[4]</c> GRAFT, <c>[5]</c> PRUNE, <c>[6]</c> and <c>[7]</c> a ping and its answer. More
/// compact than protocol buffers with peer ids of 38 bytes, so the bytes of a real gossipsub are some more. The signature is zeros: it costs its bytes only.
/// </summary>
internal static class GossipsubFrame
{
    /// <summary>The kind of a message.</summary>
    public const ulong Message = 0;

    /// <summary>The kind of a list of messages that the sender has.</summary>
    public const ulong IHave = 1;

    /// <summary>The kind of a list of messages that the sender wants.</summary>
    public const ulong IWant = 2;

    /// <summary>The kind of a list of messages that the sender does not want any more.</summary>
    public const ulong IDontWant = 3;

    /// <summary>The kind of what takes a link into the mesh.</summary>
    public const ulong Graft = 4;

    /// <summary>The kind of what takes a link out of the mesh.</summary>
    public const ulong Prune = 5;

    /// <summary>The kind of a ping.</summary>
    public const ulong Ping = 6;

    /// <summary>The kind of its answer.</summary>
    public const ulong Pong = 7;

    private const int SignatureBytes = 64;

    /// <summary>Writes a message.</summary>
    public static void WriteMessage(IBufferWriter<byte> output, GossipMessage message)
    {
        MessagePackWriter writer = new(output);
        writer.WriteArrayHeader(7);
        writer.WriteUInt64(Message);
        writer.WriteUInt64(message.Id.Stream);
        writer.WriteUInt64(message.Id.Sequence);
        writer.WriteString(message.Room);
        writer.WriteUInt64((ulong)message.Hops);
        writer.WriteBinary(message.Body);
        writer.WriteBinary(stackalloc byte[SignatureBytes]);
    }

    /// <summary>Reads a message behind its kind; it has then crossed one more link.</summary>
    public static GossipMessage? ReadMessage(ref MessagePackReader reader) =>
        CarryFrame.TryReadId(ref reader, out BundleId id)
        && reader.TryReadString(out string room)
        && reader.TryReadUInt64(out ulong hops) && hops < byte.MaxValue
        && reader.TryReadBinary(out ReadOnlySpan<byte> body)
        && reader.TryReadBinary(out _)
            ? new GossipMessage(id, room, (int)hops + 1, body.ToArray())
            : null;

    /// <summary>Writes a list of messages.</summary>
    public static void WriteIds(IBufferWriter<byte> output, ulong kind, IReadOnlyCollection<BundleId> ids)
    {
        MessagePackWriter writer = new(output);
        writer.WriteArrayHeader(1 + (2 * ids.Count));
        writer.WriteUInt64(kind);
        foreach (BundleId id in ids)
        {
            writer.WriteUInt64(id.Stream);
            writer.WriteUInt64(id.Sequence);
        }
    }

    /// <summary>Reads a list of messages behind its kind.</summary>
    /// <param name="reader">Stands behind the kind.</param>
    /// <param name="items">Items of the record, the kind included.</param>
    /// <param name="ids">The messages.</param>
    public static bool TryReadIds(ref MessagePackReader reader, int items, out List<BundleId> ids)
    {
        ids = [];
        for (int i = 1; i + 1 < items; i += 2)
        {
            if (!CarryFrame.TryReadId(ref reader, out BundleId id))
            {
                return false;
            }

            ids.Add(id);
        }

        return true;
    }

    /// <summary>Writes a record that is a kind and nothing else.</summary>
    public static void WriteSign(IBufferWriter<byte> output, ulong kind)
    {
        MessagePackWriter writer = new(output);
        writer.WriteArrayHeader(1);
        writer.WriteUInt64(kind);
    }
}
