using System.Buffers;

namespace Mesh.Wire;

/// <summary>Why its sender is about to close the link; the last record on it.</summary>
/// <param name="Reason">A number of the table in docs/protocol.md, "Handshake".</param>
/// <param name="Detail">One line for people; cut to <see cref="WireLimits.DetailBytesMax"/> when written.</param>
internal readonly record struct RefuseRecord(byte Reason, string Detail) : IRecord<RefuseRecord>
{
    private const int FieldCount = 3;

    /// <inheritdoc/>
    public static RecordKind Kind => RecordKind.Refuse;

    /// <summary>Reads [2, reason u8, detail str].</summary>
    public static bool TryRead(ReadOnlyMemory<byte> record, out RefuseRecord value)
    {
        RecordReader reader = new(record, Kind, FieldCount);
        return reader.End(new RefuseRecord(reader.Byte(), reader.Text(WireLimits.DetailBytesMax)), out value);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output)
    {
        RecordWriter writer = new(output, Kind, FieldCount);
        writer.Number(Reason);
        writer.Text(Detail, WireLimits.DetailBytesMax);
    }
}
