using System.Buffers;

namespace Mesh.Wire;

/// <summary>Makes the link eager on a tree, and asks for overdue bundles.</summary>
/// <param name="Tree">Which tree.</param>
/// <param name="Shorts">The bundles, abbreviated to eight bytes; at most <see cref="WireLimits.ShortsMax"/>.</param>
internal readonly record struct GraftRecord(byte Tree, ulong[] Shorts) : IRecord<GraftRecord>
{
    private const int FieldCount = 3;

    /// <inheritdoc/>
    public static RecordKind Kind => RecordKind.Graft;

    /// <summary>Reads [12, tree u8, [short u64...]].</summary>
    public static bool TryRead(ReadOnlyMemory<byte> record, out GraftRecord value)
    {
        RecordReader reader = new(record, Kind, FieldCount);
        return reader.End(new GraftRecord(reader.Byte(), reader.Numbers(WireLimits.ShortsMax)), out value);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output)
    {
        RecordWriter writer = new(output, Kind, FieldCount);
        writer.Number(Tree);
        writer.Numbers(Shorts, WireLimits.ShortsMax);
    }
}
