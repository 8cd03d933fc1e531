using System.Buffers;

namespace Mesh.Wire;

/// <summary>Whom its sender holds links with; sent whenever that changes.</summary>
/// <param name="Peers">At most <see cref="WireLimits.NeighboursMax"/>.</param>
internal readonly record struct NeighboursRecord(PeerId[] Peers) : IRecord<NeighboursRecord>
{
    private const int FieldCount = 2;

    /// <inheritdoc/>
    public static RecordKind Kind => RecordKind.Neighbours;

    /// <summary>Reads [6, [peer bin16...]].</summary>
    public static bool TryRead(ReadOnlyMemory<byte> record, out NeighboursRecord value)
    {
        RecordReader reader = new(record, Kind, FieldCount);
        return reader.End(new NeighboursRecord(reader.Peers(WireLimits.NeighboursMax)), out value);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output)
    {
        RecordWriter writer = new(output, Kind, FieldCount);
        writer.Peers(Peers, WireLimits.NeighboursMax);
    }
}
