namespace Mesh.Wire;

/// <summary>The suite byte: which algorithms a key and a signature belong to (docs/protocol.md, "Suites").</summary>
internal static class SignatureSuite
{
    /// <summary>ECDSA over P-256 with SHA-256 (FIPS 186-5); the signature is r and s, 32 bytes each, big-endian, s at most half the group's order.</summary>
    public const byte P256 = 1;

    /// <summary>How many bytes a signature of suite <see cref="P256"/> takes.</summary>
    public const int P256SignatureBytes = 64;

    /// <summary>Whether a signature of this many bytes can belong to the suite. What an unknown suite prescribes is not known, so only the limit counts.</summary>
    public static bool Allows(byte suite, int signatureBytes) =>
        suite == P256 ? signatureBytes == P256SignatureBytes : signatureBytes is > 0 and <= WireLimits.SignatureBytesMax;
}
