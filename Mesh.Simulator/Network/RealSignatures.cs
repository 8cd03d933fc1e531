using Mesh.Identity;

namespace Mesh.Simulator.Network;

/// <summary>ECDSA, as real nodes sign.</summary>
internal sealed class RealSignatures : ISignatures, IDisposable
{
    private readonly Keyring _keys;
    private readonly SignatureVerifier _verifier = new();

    /// <summary>Signs with the keys of a keyring.</summary>
    public RealSignatures(Keyring keys)
    {
        _keys = keys;
    }

    /// <inheritdoc/>
    public byte[] Sign(int node, ReadOnlySpan<byte> bytes)
    {
        byte[] signature = new byte[LowS.SignatureBytes];
        _keys.Of(node).Sign(bytes, signature);
        return signature;
    }

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature) =>
        _verifier.Verify(publicKey, bytes, signature);

    /// <inheritdoc/>
    public void Dispose() => _verifier.Dispose();
}
