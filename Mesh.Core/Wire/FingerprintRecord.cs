using System.Buffers;

namespace Mesh.Wire;

/// <summary>What its sender's store holds, in one number: equal stores need no comparison.</summary>
/// <param name="Fingerprint">Computed as docs/protocol.md, "Synchronisation", says.</param>
internal readonly record struct FingerprintRecord(Id128 Fingerprint) : IRecord<FingerprintRecord>
{
    private const int FieldCount = 2;

    /// <inheritdoc/>
    public static RecordKind Kind => RecordKind.Fingerprint;

    /// <summary>Reads [17, fingerprint bin16].</summary>
    public static bool TryRead(ReadOnlyMemory<byte> record, out FingerprintRecord value)
    {
        RecordReader reader = new(record, Kind, FieldCount);
        return reader.End(new FingerprintRecord(reader.Id()), out value);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output)
    {
        RecordWriter writer = new(output, Kind, FieldCount);
        writer.Id(Fingerprint);
    }
}
