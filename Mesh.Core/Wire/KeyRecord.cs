using System.Buffers;

namespace Mesh.Wire;

/// <summary>An author's public key, sent on a link before that author's first bundle there (docs/protocol.md, "Identity").</summary>
/// <param name="Suite">Which algorithms the key belongs to.</param>
/// <param name="Point">The uncompressed point, 65 bytes; for a suite that this revision does not know, the whole SubjectPublicKeyInfo.</param>
/// <param name="Prekey">The newest signed prekey; empty for none.</param>
internal readonly record struct KeyRecord(byte Suite, ReadOnlyMemory<byte> Point, ReadOnlyMemory<byte> Prekey) : IRecord<KeyRecord>
{
    private const int FieldCount = 4;

    /// <inheritdoc/>
    public static RecordKind Kind => RecordKind.Key;

    /// <summary>Whose key it is: nobody else can claim it, because the identity is the key's hash. Hashes at each call.</summary>
    public PeerId Owner => Suite == SignatureSuite.P256 ? P256Key.PeerOf(Point.Span) : PeerId.OfKey(Point.Span);

    /// <summary>Reads [8, suite u8, point bin65, prekey nil or bin].</summary>
    public static bool TryRead(ReadOnlyMemory<byte> record, out KeyRecord value)
    {
        RecordReader reader = new(record, Kind, FieldCount);
        KeyRecord read = new(reader.Byte(), reader.Binary(1, WireLimits.KeyBytesMax), reader.OptionalBinary(WireLimits.PrekeyBytesMax));
        reader.Demand(read.Suite != SignatureSuite.P256 || P256Key.IsPoint(read.Point.Span));
        return reader.End(read, out value);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output)
    {
        RecordWriter writer = new(output, Kind, FieldCount);
        writer.Number(Suite);
        writer.Binary(Point, WireLimits.KeyBytesMax);
        writer.OptionalBinary(Prekey, WireLimits.PrekeyBytesMax);
    }
}
