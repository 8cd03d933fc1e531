using System.Buffers;

namespace Mesh.Wire;

/// <summary>Asks for a sign of life.</summary>
/// <param name="Token">Comes back in the PONG.</param>
internal readonly record struct PingRecord(ulong Token) : IRecord<PingRecord>
{
    private const int FieldCount = 2;

    /// <inheritdoc/>
    public static RecordKind Kind => RecordKind.Ping;

    /// <summary>Reads [3, token u64].</summary>
    public static bool TryRead(ReadOnlyMemory<byte> record, out PingRecord value)
    {
        RecordReader reader = new(record, Kind, FieldCount);
        return reader.End(new PingRecord(reader.Number()), out value);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output)
    {
        RecordWriter writer = new(output, Kind, FieldCount);
        writer.Number(Token);
    }
}
