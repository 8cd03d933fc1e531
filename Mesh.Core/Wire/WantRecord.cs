using System.Buffers;

namespace Mesh.Wire;

/// <summary>Asks for bundles once; changes no tree.</summary>
/// <param name="Shorts">The bundles, abbreviated to eight bytes; at most <see cref="WireLimits.ShortsMax"/>.</param>
internal readonly record struct WantRecord(ulong[] Shorts) : IRecord<WantRecord>
{
    private const int FieldCount = 2;

    /// <inheritdoc/>
    public static RecordKind Kind => RecordKind.Want;

    /// <summary>Reads [14, [short u64...]].</summary>
    public static bool TryRead(ReadOnlyMemory<byte> record, out WantRecord value)
    {
        RecordReader reader = new(record, Kind, FieldCount);
        return reader.End(new WantRecord(reader.Numbers(WireLimits.ShortsMax)), out value);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output)
    {
        RecordWriter writer = new(output, Kind, FieldCount);
        writer.Numbers(Shorts, WireLimits.ShortsMax);
    }
}
