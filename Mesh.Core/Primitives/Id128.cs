using System.Buffers.Binary;

namespace Mesh;

/// <summary>Sixteen bytes that compare as a big-endian number; what every 128-bit identifier here is made of.</summary>
/// <param name="High">The first eight bytes.</param>
/// <param name="Low">The last eight bytes.</param>
public readonly record struct Id128(ulong High, ulong Low) : IComparable<Id128>
{
    /// <summary>How many bytes an identifier takes.</summary>
    public const int Size = 16;

    /// <summary>Reads an identifier from the first sixteen bytes of <paramref name="bytes"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than sixteen bytes.</exception>
    public static Id128 Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <summary>Writes the sixteen bytes to the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than sixteen bytes of room.</exception>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], Low);
    }

    /// <summary>A new array with the sixteen bytes.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Size];
        Write(bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public int CompareTo(Id128 other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>Folds the sixteen bytes, which are a hash's already.</summary>
    public override int GetHashCode() => unchecked((int)(Low ^ (High >> 32)));

    /// <summary>All sixteen bytes as lower-case hexadecimal digits.</summary>
    public override string ToString() => FormattableString.Invariant($"{High:x16}{Low:x16}");
}
