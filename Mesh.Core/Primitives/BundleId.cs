namespace Mesh;

/// <summary>A bundle's identity: the first sixteen bytes of SHA-256 over suite, origin, incarnation and core. The signature is left out, because ECDSA is randomised.</summary>
/// <param name="Value">The sixteen bytes.</param>
public readonly record struct BundleId(Id128 Value) : IComparable<BundleId>
{
    /// <summary>How many bytes the identifier takes.</summary>
    public const int Size = Id128.Size;

    /// <summary>Reads the identifier from the first sixteen bytes of <paramref name="bytes"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than sixteen bytes.</exception>
    public static BundleId Read(ReadOnlySpan<byte> bytes) => new(Id128.Read(bytes));

    /// <summary>The first eight bytes: how a bundle is abbreviated within one link, nowhere else.</summary>
    public ulong Short => Value.High;

    /// <summary>Writes the sixteen bytes to the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than sixteen bytes of room.</exception>
    public void Write(Span<byte> destination) => Value.Write(destination);

    /// <inheritdoc/>
    public int CompareTo(BundleId other) => Value.CompareTo(other.Value);

    /// <summary>Hexadecimal digits.</summary>
    public override string ToString() => Value.ToString();
}
