using System.Buffers;
using Mesh.Protocol.Calls;
using Mesh.Wire;

namespace Mesh.Protocol.Topics;

/// <summary>An event as it travels: [topic str, publication u64, publisher u64, payload bin] (docs/protocol.md, "Events").</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Publication">The publication's number.</param>
/// <param name="Publisher">The publishing part of the application; 0: not disclosed.</param>
/// <param name="Payload">What was published.</param>
internal sealed record EventBody(string Topic, ulong Publication, ulong Publisher, ReadOnlyMemory<byte> Payload)
{
    private const int FieldCount = 4;

    /// <summary>Reads a body; null when it is malformed or over a limit.</summary>
    public static EventBody? Read(ReadOnlyMemory<byte> bytes)
    {
        RecordReader reader = new(bytes, FieldCount);
        string topic = reader.Text(CallLimits.NameBytesMax);
        ulong publication = reader.Number(CallLimits.PartMax);
        ulong publisher = reader.Number(CallLimits.PartMax);
        ReadOnlyMemory<byte> payload = reader.Binary(0, WireLimits.BodyBytesMax);
        return reader.End() ? new EventBody(topic, publication, publisher, payload) : null;
    }

    /// <summary>The body's bytes.</summary>
    public byte[] Encode()
    {
        ArrayBufferWriter<byte> output = new(Payload.Length + (Topic.Length * 3) + 32);
        RecordWriter writer = new(output, FieldCount);
        writer.Text(Topic, CallLimits.NameBytesMax);
        writer.Number(Publication);
        writer.Number(Publisher);
        writer.Binary(Payload, WireLimits.BodyBytesMax);
        return output.WrittenSpan.ToArray();
    }
}
