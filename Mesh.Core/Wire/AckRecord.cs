using System.Buffers;

namespace Mesh.Wire;

/// <summary>Tells how much sync and bulk has arrived, so that their sender's window may grow.</summary>
/// <param name="SyncBytes">Bytes received in such records since the link came up.</param>
internal readonly record struct AckRecord(ulong SyncBytes) : IRecord<AckRecord>
{
    private const int FieldCount = 2;

    /// <inheritdoc/>
    public static RecordKind Kind => RecordKind.Ack;

    /// <summary>Reads [5, bytes u64].</summary>
    public static bool TryRead(ReadOnlyMemory<byte> record, out AckRecord value)
    {
        RecordReader reader = new(record, Kind, FieldCount);
        return reader.End(new AckRecord(reader.Number()), out value);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output)
    {
        RecordWriter writer = new(output, Kind, FieldCount);
        writer.Number(SyncBytes);
    }
}
