namespace Mesh.Identity;

/// <summary>
/// The one valid form of an ECDSA signature on P-256: r‖s (IEEE P1363, 64 bytes) with s in the lower half of the group order.
/// (r, n - s) is valid for the same message whenever (r, s) is (SEC 1, section 4.1.4), so without this rule anybody could make a second valid signature of a bundle.
/// </summary>
internal static class LowS
{
    /// <summary>How many bytes a signature takes.</summary>
    public const int SignatureBytes = 64;

    private const int ScalarBytes = 32;

    /// <summary>The group order n of P-256 (FIPS 186-4, section D.1.2.3).</summary>
    private static ReadOnlySpan<byte> Order =>
    [
        0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
    ];

    /// <summary>(n - 1) / 2, the largest s that is allowed.</summary>
    private static ReadOnlySpan<byte> HalfOrder =>
    [
        0x7f, 0xff, 0xff, 0xff, 0x80, 0x00, 0x00, 0x00, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xde, 0x73, 0x7d, 0x56, 0xd3, 0x8b, 0xcf, 0x42, 0x79, 0xdc, 0xe5, 0x61, 0x7e, 0x31, 0x92, 0xa8,
    ];

    /// <summary>Whether <paramref name="signature"/> has the right length and a low s. Says nothing about its being genuine.</summary>
    public static bool Holds(ReadOnlySpan<byte> signature) =>
        signature.Length == SignatureBytes && signature[ScalarBytes..].SequenceCompareTo(HalfOrder) <= 0;

    /// <summary>Replaces a high s by n - s, in place.</summary>
    /// <param name="signature">Exactly <see cref="SignatureBytes"/> bytes with 0 &lt; s &lt; n.</param>
    public static void Normalise(Span<byte> signature)
    {
        if (Holds(signature))
        {
            return;
        }

        Span<byte> s = signature[ScalarBytes..];
        int borrow = 0;
        for (int i = ScalarBytes - 1; i >= 0; i--)
        {
            int difference = Order[i] - s[i] - borrow;
            borrow = difference < 0 ? 1 : 0;
            s[i] = (byte)difference;
        }
    }
}
