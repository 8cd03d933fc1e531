using System.Buffers;

namespace Mesh.Wire;

/// <summary>Says that a routed bundle could not be passed on; travels back the way that the bundle came (docs/protocol.md, "Routing").</summary>
/// <param name="Short">The bundle's short id.</param>
/// <param name="Attempt">The attempt that failed.</param>
internal readonly record struct NoRouteRecord(ulong Short, byte Attempt) : IRecord<NoRouteRecord>
{
    private const int FieldCount = 3;

    /// <inheritdoc/>
    public static RecordKind Kind => RecordKind.NoRoute;

    /// <summary>Reads [20, short u64, attempt u8].</summary>
    public static bool TryRead(ReadOnlyMemory<byte> record, out NoRouteRecord value)
    {
        RecordReader reader = new(record, Kind, FieldCount);
        return reader.End(new NoRouteRecord(reader.Number(), reader.Byte()), out value);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output)
    {
        RecordWriter writer = new(output, Kind, FieldCount);
        writer.Number(Short);
        writer.Number(Attempt);
    }
}
