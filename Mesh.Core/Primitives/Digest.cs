using System.Security.Cryptography;

namespace Mesh;

/// <summary>A SHA-256 digest (FIPS 180-4), 32 bytes.</summary>
/// <param name="Prefix">The first sixteen bytes, which is what identifiers are cut from.</param>
/// <param name="Suffix">The last sixteen bytes.</param>
public readonly record struct Digest(Id128 Prefix, Id128 Suffix)
{
    /// <summary>How many bytes a digest takes.</summary>
    public const int Size = 32;

    /// <summary>The digest of <paramref name="bytes"/>.</summary>
    public static Digest Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[Size];
        SHA256.HashData(bytes, hash);
        return Read(hash);
    }

    /// <summary>Reads a digest from the first 32 bytes of <paramref name="bytes"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 32 bytes.</exception>
    public static Digest Read(ReadOnlySpan<byte> bytes) => new(Id128.Read(bytes), Id128.Read(bytes[16..]));

    /// <summary>Writes the 32 bytes to the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 32 bytes of room.</exception>
    public void Write(Span<byte> destination)
    {
        Prefix.Write(destination);
        Suffix.Write(destination[16..]);
    }

    /// <summary>A new array with the 32 bytes.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Size];
        Write(bytes);
        return bytes;
    }

    /// <summary>All bytes as lower-case hexadecimal digits.</summary>
    public override string ToString() => $"{Prefix}{Suffix}";
}
