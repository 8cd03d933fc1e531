using System.Security.Cryptography;
using Mesh.Identity;

namespace Mesh.Simulator.Network;

/// <summary>
/// A cheap stand-in: SHA-256 of key and bytes, twice. Anybody here could forge it, so it says nothing about cryptography;
/// it has the right length and form, and a changed bit makes it invalid.
/// </summary>
internal sealed class StandInSignatures : ISignatures
{
    private const byte LowMask = 0x3F;

    private readonly Keyring _keys;
    private byte[] _scratch = new byte[1024];

    /// <summary>Signs with the public keys of a keyring.</summary>
    public StandInSignatures(Keyring keys)
    {
        _keys = keys;
    }

    /// <inheritdoc/>
    public byte[] Sign(int node, ReadOnlySpan<byte> bytes)
    {
        byte[] signature = new byte[LowS.SignatureBytes];
        Make(_keys.Of(node).PublicKey.Span, bytes, signature);
        return signature;
    }

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[LowS.SignatureBytes];
        Make(publicKey, bytes, expected);
        return expected.SequenceEqual(signature);
    }

    private void Make(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> bytes, Span<byte> signature)
    {
        int length = publicKey.Length + bytes.Length;
        if (_scratch.Length < length)
        {
            _scratch = new byte[length * 2];
        }

        publicKey.CopyTo(_scratch);
        bytes.CopyTo(_scratch.AsSpan(publicKey.Length));
        SHA256.HashData(_scratch.AsSpan(0, length), signature);
        signature[..Digest.Size].CopyTo(signature[Digest.Size..]);

        // The low form that receivers insist on.
        signature[Digest.Size] &= LowMask;
    }
}
