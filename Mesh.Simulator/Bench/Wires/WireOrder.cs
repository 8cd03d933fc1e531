using System.Buffers.Binary;

namespace Mesh.Simulator.Bench.Wires;

/// <summary>What the far end of a wire does next. Travels on the wire itself.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Bytes">Length of each message.</param>
/// <param name="Count">How many messages.</param>
internal readonly record struct WireOrder(WireOrderKind Kind, int Bytes, int Count)
{
    /// <summary>How many bytes an order takes.</summary>
    public const int Size = 12;

    /// <summary>Reads an order.</summary>
    public static WireOrder Read(ReadOnlySpan<byte> bytes) => new(
        (WireOrderKind)BinaryPrimitives.ReadInt32BigEndian(bytes),
        BinaryPrimitives.ReadInt32BigEndian(bytes[4..]),
        BinaryPrimitives.ReadInt32BigEndian(bytes[8..]));

    /// <summary>The order's bytes, in a new array.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Size];
        BinaryPrimitives.WriteInt32BigEndian(bytes, (int)Kind);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), Bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(8), Count);
        return bytes;
    }
}
