using System.Buffers;

namespace Mesh.Wire;

/// <summary>Asks for authors' KEY records.</summary>
/// <param name="Peers">At most <see cref="WireLimits.KeyWantsMax"/>.</param>
internal readonly record struct KeyWantRecord(PeerId[] Peers) : IRecord<KeyWantRecord>
{
    private const int FieldCount = 2;

    /// <inheritdoc/>
    public static RecordKind Kind => RecordKind.KeyWant;

    /// <summary>Reads [18, [peer bin16...]].</summary>
    public static bool TryRead(ReadOnlyMemory<byte> record, out KeyWantRecord value)
    {
        RecordReader reader = new(record, Kind, FieldCount);
        return reader.End(new KeyWantRecord(reader.Peers(WireLimits.KeyWantsMax)), out value);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output)
    {
        RecordWriter writer = new(output, Kind, FieldCount);
        writer.Peers(Peers, WireLimits.KeyWantsMax);
    }
}
