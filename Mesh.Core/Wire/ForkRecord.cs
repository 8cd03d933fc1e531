using System.Buffers;

namespace Mesh.Wire;

/// <summary>
/// The proof that an author signed two bundles of one stream with the same sequence number (docs/protocol.md, "Forks").
/// Two large bundles can pass the frame's limit; then the two BUNDLE records are sent instead, which prove the same.
/// </summary>
/// <param name="Left">The one bundle.</param>
/// <param name="Right">The other.</param>
internal readonly record struct ForkRecord(SignedBundle Left, SignedBundle Right) : IRecord<ForkRecord>
{
    private const int FieldCount = 3;

    /// <inheritdoc/>
    public static RecordKind Kind => RecordKind.Fork;

    /// <summary>How many bytes the record takes; compare with <see cref="WireLimits.FrameBytesMax"/> before sending it.</summary>
    public int EncodedBytes => 2 + Left.EncodedBytes + Right.EncodedBytes;

    /// <summary>Reads [9, left, right], each [suite u8, origin bin16, incarnation u64, core bin, signature bin].</summary>
    public static bool TryRead(ReadOnlyMemory<byte> record, out ForkRecord value)
    {
        RecordReader reader = new(record, Kind, FieldCount);
        SignedBundle? left = SignedBundle.ReadNested(ref reader);
        SignedBundle? right = SignedBundle.ReadNested(ref reader);
        return reader.End(new ForkRecord(left!, right!), out value);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output)
    {
        RecordWriter writer = new(output, Kind, FieldCount);
        Left.WriteNested(writer);
        Right.WriteNested(writer);
    }
}
