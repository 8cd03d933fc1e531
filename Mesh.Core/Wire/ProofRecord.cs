using System.Buffers;

namespace Mesh.Wire;

/// <summary>Shows that its sender knows the closed network's passphrase (docs/protocol.md, "Handshake").</summary>
/// <param name="Mac">The HMAC over both nonces and both certificates.</param>
internal readonly record struct ProofRecord(Digest Mac) : IRecord<ProofRecord>
{
    private const int FieldCount = 2;

    /// <inheritdoc/>
    public static RecordKind Kind => RecordKind.Proof;

    /// <summary>Reads [1, mac bin32].</summary>
    public static bool TryRead(ReadOnlyMemory<byte> record, out ProofRecord value)
    {
        RecordReader reader = new(record, Kind, FieldCount);
        return reader.End(new ProofRecord(reader.Digest()), out value);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output)
    {
        RecordWriter writer = new(output, Kind, FieldCount);
        writer.Digest(Mac);
    }
}
