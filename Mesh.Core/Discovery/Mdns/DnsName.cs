using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Mesh.Discovery.Mdns;

/// <summary>
/// A domain name as its labels' bytes (RFC 1035 section 3.1). Labels are bytes, not text: peers may put anything into them.
/// Equality ignores the case of ASCII letters (RFC 6762 section 16). Immutable.
/// </summary>
internal sealed class DnsName : IEquatable<DnsName>
{
    /// <summary>Longest name on the wire, lengths and closing zero included (RFC 1035 section 2.3.4).</summary>
    public const int NameBytesMax = 255;

    /// <summary>Longest label.</summary>
    public const int LabelBytesMax = 63;

    private const int PointerMask = 0xC0;

    private readonly byte[] _wire;

    private DnsName(byte[] wire) => _wire = wire;

    /// <summary>The uncompressed wire form: length-prefixed labels and a closing zero.</summary>
    public ReadOnlySpan<byte> Wire => _wire;

    /// <summary>The first label as text; bytes that are no UTF-8 show as replacement characters. Empty for the root.</summary>
    public string FirstLabel => Encoding.UTF8.GetString(_wire, 1, _wire[0]);

    /// <summary>The name made of <paramref name="labels"/>, each 1 to 63 bytes of UTF-8.</summary>
    /// <exception cref="ArgumentException">A label or the whole name is too long or empty.</exception>
    public static DnsName Of(params ReadOnlySpan<string> labels)
    {
        byte[] wire = new byte[NameBytesMax];
        int length = 0;
        foreach (string label in labels)
        {
            int bytes = Encoding.UTF8.GetByteCount(label);
            if (bytes is 0 or > LabelBytesMax || length + bytes + 2 > NameBytesMax)
            {
                throw new ArgumentException($"The label '{label}' must be 1 to {LabelBytesMax} bytes and the name at most {NameBytesMax}.", nameof(labels));
            }

            wire[length] = (byte)bytes;
            Encoding.UTF8.GetBytes(label, wire.AsSpan(length + 1));
            length += bytes + 1;
        }

        return new DnsName(wire[..(length + 1)]);
    }

    /// <summary>Reads a name at <paramref name="offset"/>, following compression pointers, and moves the offset behind it.</summary>
    /// <remarks>Every pointer must lead to before the run of labels that holds it, so that a name is read in finitely many steps whatever a peer sends.</remarks>
    /// <returns>False when the name leaves the message, is too long, or points forwards.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, ref int offset, [NotNullWhen(true)] out DnsName? name)
    {
        name = null;
        Span<byte> wire = stackalloc byte[NameBytesMax];
        int length = 0;
        int position = offset;
        int runStart = offset;
        int? behind = null;
        while ((uint)position < (uint)message.Length)
        {
            int first = message[position];
            if (first == 0)
            {
                wire[length++] = 0;
                offset = behind ?? position + 1;
                name = new DnsName(wire[..length].ToArray());
                return true;
            }

            if ((first & PointerMask) == PointerMask)
            {
                if (position + 1 >= message.Length)
                {
                    return false;
                }

                int target = ((first & ~PointerMask) << 8) | message[position + 1];
                if (target >= runStart)
                {
                    return false;
                }

                behind ??= position + 2;
                position = target;
                runStart = target;
                continue;
            }

            // One byte stays for the closing zero.
            if ((first & PointerMask) != 0 || position + 1 + first > message.Length || length + 1 + first + 1 > NameBytesMax)
            {
                return false;
            }

            message.Slice(position, first + 1).CopyTo(wire[length..]);
            length += first + 1;
            position += first + 1;
        }

        return false;
    }

    /// <summary>This name below another first label.</summary>
    /// <exception cref="ArgumentException">The label or the whole name is too long or empty.</exception>
    public DnsName Below(string label)
    {
        DnsName head = Of(label);
        int length = head._wire.Length - 1 + _wire.Length;
        return length <= NameBytesMax
            ? new DnsName([.. head._wire.AsSpan(0, head._wire.Length - 1), .. _wire])
            : throw new ArgumentException($"The name would take {length} bytes; {NameBytesMax} are allowed.", nameof(label));
    }

    /// <summary>Whether this is <paramref name="parent"/> with exactly one label more.</summary>
    public bool IsChildOf(DnsName parent)
    {
        int head = _wire[0] + 1;
        return _wire[0] != 0 && EqualsIgnoringCase(_wire.AsSpan(head), parent._wire);
    }

    /// <inheritdoc/>
    public bool Equals(DnsName? other) => other is not null && EqualsIgnoringCase(_wire, other._wire);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DnsName);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (byte b in _wire)
        {
            hash.Add(Lower(b));
        }

        return hash.ToHashCode();
    }

    /// <summary>The labels joined by dots, for logs; dots inside labels are not escaped.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (int i = 0; _wire[i] != 0; i += _wire[i] + 1)
        {
            text.Append(Encoding.UTF8.GetString(_wire, i + 1, _wire[i])).Append('.');
        }

        return text.ToString();
    }

    private static bool EqualsIgnoringCase(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (int i = 0; i < left.Length; i++)
        {
            if (Lower(left[i]) != Lower(right[i]))
            {
                return false;
            }
        }

        return true;
    }

    // A length byte is at most 63 and so never an upper-case letter: folding the whole wire form is safe.
    private static byte Lower(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;
}
