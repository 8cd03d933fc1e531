using System.Buffers;

namespace Mesh.Wire;

/// <summary>Answers a PING.</summary>
/// <param name="Token">The token of the PING.</param>
internal readonly record struct PongRecord(ulong Token) : IRecord<PongRecord>
{
    private const int FieldCount = 2;

    /// <inheritdoc/>
    public static RecordKind Kind => RecordKind.Pong;

    /// <summary>Reads [4, token u64].</summary>
    public static bool TryRead(ReadOnlyMemory<byte> record, out PongRecord value)
    {
        RecordReader reader = new(record, Kind, FieldCount);
        return reader.End(new PongRecord(reader.Number()), out value);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output)
    {
        RecordWriter writer = new(output, Kind, FieldCount);
        writer.Number(Token);
    }
}
