using System.Buffers;
using Mesh.Wire;

namespace Mesh.Protocol.Probes;

/// <summary>A question to one node: [token u64, subject u8, id bin16] (docs/protocol.md, "Probes").</summary>
/// <param name="Token">A random number that the echo brings back.</param>
/// <param name="Subject">What is asked about.</param>
/// <param name="Id">The peer's or the message's identity; zeros when nothing is asked about.</param>
internal sealed record ProbeBody(ulong Token, ProbeSubject Subject, Id128 Id)
{
    /// <summary>The message kind of a probe.</summary>
    public const byte MessageKind = 22;

    private const int FieldCount = 3;

    /// <summary>Reads a body; null when it is malformed.</summary>
    public static ProbeBody? Read(ReadOnlyMemory<byte> bytes)
    {
        RecordReader reader = new(bytes, FieldCount);
        ProbeBody body = new(reader.Number(), (ProbeSubject)reader.Byte(), reader.Id());
        return reader.End() ? body : null;
    }

    /// <summary>The body's bytes.</summary>
    public byte[] Encode()
    {
        ArrayBufferWriter<byte> output = new(32);
        RecordWriter writer = new(output, FieldCount);
        writer.Number(Token);
        writer.Number((byte)Subject);
        writer.Id(Id);
        return output.WrittenSpan.ToArray();
    }
}
