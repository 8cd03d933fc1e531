namespace Mesh;

/// <summary>
/// The one canonical encoding of a P-256 public key (docs/protocol.md, "Identity"): SubjectPublicKeyInfo (RFC 5280, section 4.1) with
/// id-ecPublicKey, the named curve secp256r1 and the uncompressed point (RFC 5480, section 2). Whether the point lies on the curve is checked where the key is used.
/// </summary>
internal static class P256Key
{
    /// <summary>The uncompressed point: 0x04, 32 bytes of x, 32 bytes of y.</summary>
    public const int PointBytes = 65;

    /// <summary>The whole encoding: 26 bytes that are always the same, and the point.</summary>
    public const int SpkiBytes = 91;

    private const byte UncompressedPoint = 0x04;

    private static ReadOnlySpan<byte> SpkiPrefix =>
    [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
        0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
    ];

    /// <summary>Whether <paramref name="point"/> has the form of an uncompressed point.</summary>
    public static bool IsPoint(ReadOnlySpan<byte> point) => point.Length == PointBytes && point[0] == UncompressedPoint;

    /// <summary>The canonical encoding of the key at <paramref name="point"/>, in a new array.</summary>
    /// <exception cref="ArgumentException">Not the form of an uncompressed point.</exception>
    public static byte[] Spki(ReadOnlySpan<byte> point)
    {
        byte[] spki = new byte[SpkiBytes];
        WriteSpki(point, spki);
        return spki;
    }

    /// <summary>The identity of the node whose key lies at <paramref name="point"/>.</summary>
    /// <exception cref="ArgumentException">Not the form of an uncompressed point.</exception>
    public static PeerId PeerOf(ReadOnlySpan<byte> point)
    {
        Span<byte> spki = stackalloc byte[SpkiBytes];
        WriteSpki(point, spki);
        return PeerId.OfKey(spki);
    }

    /// <summary>Takes the point out of a canonical encoding; it is a part of <paramref name="spki"/>.</summary>
    /// <returns>False for any other encoding, also of the same key.</returns>
    public static bool TryPoint(ReadOnlySpan<byte> spki, out ReadOnlySpan<byte> point)
    {
        bool ok = spki.Length == SpkiBytes && spki.StartsWith(SpkiPrefix) && IsPoint(spki[SpkiPrefix.Length..]);
        point = ok ? spki[SpkiPrefix.Length..] : default;
        return ok;
    }

    private static void WriteSpki(ReadOnlySpan<byte> point, Span<byte> spki)
    {
        if (!IsPoint(point))
        {
            throw new ArgumentException($"A P-256 point takes {PointBytes} bytes and starts with 4; these are {point.Length} bytes.", nameof(point));
        }

        SpkiPrefix.CopyTo(spki);
        point.CopyTo(spki[SpkiPrefix.Length..]);
    }
}
