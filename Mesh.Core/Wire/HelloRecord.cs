using System.Buffers;

namespace Mesh.Wire;

/// <summary>The first record in each direction (docs/protocol.md, "Handshake").</summary>
/// <param name="RevisionMin">The oldest protocol revision that its sender speaks, at least 1.</param>
/// <param name="RevisionMax">The newest, not below <paramref name="RevisionMin"/>.</param>
/// <param name="Network">The first sixteen bytes of the network hash.</param>
/// <param name="IsClosed">Whether a passphrase guards the network.</param>
/// <param name="Nonce">Random; goes into both proofs.</param>
/// <param name="Incarnation">The sender's run.</param>
/// <param name="ListenPort">The TCP port on which its sender accepts links; 0 for none.</param>
/// <param name="Name">What people call the sender; empty in a closed network. Cut to <see cref="WireLimits.NameBytesMax"/> when written.</param>
internal readonly record struct HelloRecord(
    byte RevisionMin, byte RevisionMax, Id128 Network, bool IsClosed, Digest Nonce, ulong Incarnation, int ListenPort, string Name) : IRecord<HelloRecord>
{
    private const int FieldCount = 9;

    /// <inheritdoc/>
    public static RecordKind Kind => RecordKind.Hello;

    /// <summary>Reads [0, revisionMin u8, revisionMax u8, network bin16, closed bool, nonce bin32, incarnation u64, port u16, name str].</summary>
    public static bool TryRead(ReadOnlyMemory<byte> record, out HelloRecord value)
    {
        RecordReader reader = new(record, Kind, FieldCount);
        HelloRecord read = new(
            reader.Byte(), reader.Byte(), reader.Id(), reader.Flag(), reader.Digest(), reader.Number(), (int)reader.Number(ushort.MaxValue), reader.Text(WireLimits.NameBytesMax));
        reader.Demand(read.RevisionMin >= 1 && read.RevisionMin <= read.RevisionMax);
        return reader.End(read, out value);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output)
    {
        RecordWriter writer = new(output, Kind, FieldCount);
        writer.Number(RevisionMin);
        writer.Number(RevisionMax);
        writer.Id(Network);
        writer.Flag(IsClosed);
        writer.Digest(Nonce);
        writer.Number(Incarnation);
        writer.Number(checked((ushort)ListenPort));
        writer.Text(Name, WireLimits.NameBytesMax);
    }
}
