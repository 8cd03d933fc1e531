using System.Buffers;

namespace Mesh.Wire;

/// <summary>Makes the link lazy on a tree.</summary>
/// <param name="Tree">Which tree.</param>
internal readonly record struct PruneRecord(byte Tree) : IRecord<PruneRecord>
{
    private const int FieldCount = 2;

    /// <inheritdoc/>
    public static RecordKind Kind => RecordKind.Prune;

    /// <summary>Reads [13, tree u8].</summary>
    public static bool TryRead(ReadOnlyMemory<byte> record, out PruneRecord value)
    {
        RecordReader reader = new(record, Kind, FieldCount);
        return reader.End(new PruneRecord(reader.Byte()), out value);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output)
    {
        RecordWriter writer = new(output, Kind, FieldCount);
        writer.Number(Tree);
    }
}
