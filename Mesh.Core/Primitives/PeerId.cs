namespace Mesh;

/// <summary>A node's identity: the first sixteen bytes of SHA-256 over the one canonical SubjectPublicKeyInfo of its key (docs/protocol.md, "Identity").</summary>
/// <param name="Value">The sixteen bytes.</param>
public readonly record struct PeerId(Id128 Value) : IComparable<PeerId>
{
    /// <summary>How many bytes the identifier takes.</summary>
    public const int Size = Id128.Size;

    /// <summary>Reads the identifier from the first sixteen bytes of <paramref name="bytes"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than sixteen bytes.</exception>
    public static PeerId Read(ReadOnlySpan<byte> bytes) => new(Id128.Read(bytes));

    /// <summary>The identity that belongs to a public key.</summary>
    /// <param name="subjectPublicKeyInfo">The key's canonical DER encoding (uncompressed P-256 point, 91 bytes).</param>
    public static PeerId OfKey(ReadOnlySpan<byte> subjectPublicKeyInfo) => new(Digest.Of(subjectPublicKeyInfo).Prefix);

    /// <summary>Reads what <see cref="ToString"/> wrote; case, spaces and hyphens do not matter.</summary>
    /// <returns>False when <paramref name="text"/> is no peer identifier.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out PeerId peer)
    {
        Span<byte> bytes = stackalloc byte[Size];
        bool ok = Base32.TryDecode(text, bytes);
        peer = ok ? Read(bytes) : default;
        return ok;
    }

    /// <summary>The first 80 bits as four groups of four base32 letters: enough to compare by eye.</summary>
    public string ToShortString()
    {
        string text = ToString();
        return text[..19];
    }

    /// <summary>Writes the sixteen bytes to the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than sixteen bytes of room.</exception>
    public void Write(Span<byte> destination) => Value.Write(destination);

    /// <inheritdoc/>
    public int CompareTo(PeerId other) => Value.CompareTo(other.Value);

    /// <summary>All 128 bits in lower-case base32, groups of four joined by hyphens.</summary>
    public override string ToString() => Grouped(Base32.Encode(Value.ToArray()));

    private static string Grouped(string text) => string.Join('-', text.Chunk(4).Select(group => new string(group)));
}
