using System.Security.Cryptography;
using Mesh.Wire;

namespace Mesh.Tests.Simulation.Virtual;

/// <summary>
/// A cheap stand-in for a node's key: anybody here could forge it, so it says nothing about cryptography.
/// The signature is SHA-256 of key and bytes, twice; it has the right length, and a changed bit makes it invalid.
/// </summary>
internal sealed class VirtualKey
{
    private const int CoordinateBytes = 64;
    private const byte UncompressedPoint = 4;

    /// <summary>Makes the key number <paramref name="number"/>.</summary>
    public VirtualKey(int number)
    {
        byte[] point = new byte[P256Key.PointBytes];
        point[0] = UncompressedPoint;
        MeshRandom random = new((ulong)number);
        for (int i = 1; i <= CoordinateBytes; i++)
        {
            point[i] = (byte)random.NextUInt64();
        }

        PublicKey = P256Key.Spki(point);
        Peer = PeerId.OfKey(PublicKey.Span);
    }

    /// <summary>The public key, 91 bytes.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>Whose it is.</summary>
    public PeerId Peer { get; }

    /// <summary>Whether a signature belongs to the key and the bytes.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature) =>
        Make(publicKey, signed).AsSpan().SequenceEqual(signature);

    /// <summary>Signs.</summary>
    public byte[] Sign(ReadOnlySpan<byte> bytes) => Make(PublicKey.Span, bytes);

    private static byte[] Make(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> bytes)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(publicKey);
        hash.AppendData(bytes);
        byte[] signature = new byte[SignatureSuite.P256SignatureBytes];
        hash.GetHashAndReset(signature);
        signature.AsSpan(0, Digest.Size).CopyTo(signature.AsSpan(Digest.Size));
        return signature;
    }
}
