namespace Mesh;

/// <summary>A message's identity, the same on every node: the first sixteen bytes of SHA-256 over origin, incarnation, room and sequence number (docs/protocol.md, "Messages").</summary>
/// <param name="Value">The sixteen bytes.</param>
public readonly record struct MessageId(Id128 Value) : IComparable<MessageId>
{
    /// <summary>How many bytes the identifier takes.</summary>
    public const int Size = Id128.Size;

    /// <summary>Reads the identifier from the first sixteen bytes of <paramref name="bytes"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than sixteen bytes.</exception>
    public static MessageId Read(ReadOnlySpan<byte> bytes) => new(Id128.Read(bytes));

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <returns>False when <paramref name="text"/> is no message identifier.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out MessageId message)
    {
        Span<byte> bytes = stackalloc byte[Size];
        bool ok = Base32.TryDecode(text, bytes);
        message = ok ? Read(bytes) : default;
        return ok;
    }

    /// <summary>Writes the sixteen bytes to the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than sixteen bytes of room.</exception>
    public void Write(Span<byte> destination) => Value.Write(destination);

    /// <inheritdoc/>
    public int CompareTo(MessageId other) => Value.CompareTo(other.Value);

    /// <summary>Lower-case base32, 26 letters.</summary>
    public override string ToString() => Base32.Encode(Value.ToArray());
}
