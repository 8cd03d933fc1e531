using System.Buffers;

namespace Mesh.Wire;

/// <summary>A bundle on its way: the envelope, which each hop rewrites, around what the author signed (docs/protocol.md, "Bundles").</summary>
/// <param name="Tree">The tree that it travels on.</param>
/// <param name="Hops">Links crossed before it reached the sender; 0 at its author. The receiver counts one more.</param>
/// <param name="Flags">Bits of the envelope.</param>
/// <param name="AgeSeconds">How long ago the author made it, as the carriers' own clocks add up; saturates.</param>
/// <param name="Bundle">What is carried. Points into the frame; detach it to keep it.</param>
internal readonly record struct BundleRecord(byte Tree, byte Hops, BundleFlags Flags, uint AgeSeconds, SignedBundle Bundle) : IRecord<BundleRecord>
{
    private const int FieldCount = 10;

    /// <inheritdoc/>
    public static RecordKind Kind => RecordKind.Bundle;

    /// <summary>Reads [10, tree u8, hops u8, flags u8, age u32, suite u8, origin bin16, incarnation u64, core bin, signature bin].</summary>
    public static bool TryRead(ReadOnlyMemory<byte> record, out BundleRecord value)
    {
        RecordReader reader = new(record, Kind, FieldCount);
        byte tree = reader.Byte();
        byte hops = reader.Byte();
        BundleFlags flags = (BundleFlags)reader.Byte();
        uint age = (uint)reader.Number(uint.MaxValue);
        SignedBundle? bundle = SignedBundle.ReadFields(ref reader);
        return reader.End(new BundleRecord(tree, hops, flags, age, bundle!), out value);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output)
    {
        RecordWriter writer = new(output, Kind, FieldCount);
        writer.Number(Tree);
        writer.Number(Hops);
        writer.Number((byte)Flags);
        writer.Number(AgeSeconds);
        Bundle.WriteFields(writer);
    }
}
