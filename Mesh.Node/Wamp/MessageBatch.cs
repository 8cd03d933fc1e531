using System.Buffers.Binary;

namespace Mesh.Node.Wamp;

/// <summary>Several messages in one of the transport (WAMP, advanced profile, "Message Batching"): JSON each ended by 0x1e, MessagePack each begun by its length.</summary>
internal static class MessageBatch
{
    private const byte RecordSeparator = 0x1e;

    /// <summary>Packs messages.</summary>
    public static ReadOnlyMemory<byte> Pack(IReadOnlyList<ReadOnlyMemory<byte>> messages, bool isJson)
    {
        int overhead = isJson ? 1 : sizeof(uint);
        byte[] packed = new byte[messages.Sum(message => message.Length + overhead)];
        int position = 0;
        foreach (ReadOnlyMemory<byte> message in messages)
        {
            if (!isJson)
            {
                BinaryPrimitives.WriteUInt32BigEndian(packed.AsSpan(position), (uint)message.Length);
                position += overhead;
            }

            message.Span.CopyTo(packed.AsSpan(position));
            position += message.Length;
            if (isJson)
            {
                packed[position++] = RecordSeparator;
            }
        }

        return packed;
    }

    /// <summary>Takes the next message off a batch.</summary>
    /// <returns>False when the batch is empty or cut off.</returns>
    public static bool TryTake(ref ReadOnlyMemory<byte> batch, bool isJson, out ReadOnlyMemory<byte> message)
    {
        message = default;
        int start = isJson ? 0 : sizeof(uint);
        if (batch.Length < start)
        {
            return false;
        }

        long length = isJson ? batch.Span.IndexOf(RecordSeparator) : BinaryPrimitives.ReadUInt32BigEndian(batch.Span);
        int behind = isJson ? 1 : 0;
        if (length < 0 || length > batch.Length - start - behind)
        {
            return false;
        }

        message = batch.Slice(start, (int)length);
        batch = batch[(start + (int)length + behind)..];
        return true;
    }
}
