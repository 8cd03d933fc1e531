using System.Buffers;
using Mesh.Wire;

namespace Mesh.Protocol.Calls;

/// <summary>A caller that no longer wants a result: [number u64] (docs/protocol.md, "Calls").</summary>
internal static class CancelBody
{
    /// <summary>The message kind of a cancellation.</summary>
    public const byte MessageKind = 21;

    private const int FieldCount = 1;

    /// <summary>Reads the call's number; null when it is malformed.</summary>
    public static ulong? Read(ReadOnlyMemory<byte> bytes)
    {
        RecordReader reader = new(bytes, FieldCount);
        ulong number = reader.Number();
        return reader.End() ? number : null;
    }

    /// <summary>The body's bytes.</summary>
    public static byte[] Encode(ulong number)
    {
        ArrayBufferWriter<byte> output = new();
        RecordWriter writer = new(output, FieldCount);
        writer.Number(number);
        return output.WrittenSpan.ToArray();
    }
}
