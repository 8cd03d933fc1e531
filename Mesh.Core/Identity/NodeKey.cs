using System.Security.Cryptography;

namespace Mesh.Identity;

/// <summary>This node's long-lived key (ECDSA on P-256) and so its identity. Thread-safe.</summary>
internal sealed class NodeKey : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ECDsa _key;
    private readonly byte[] _publicKey;

    private NodeKey(ECDsa key)
    {
        _key = key;
        ECParameters parameters = key.ExportParameters(includePrivateParameters: false);
        _publicKey = P256Key.Spki([4, .. parameters.Q.X!, .. parameters.Q.Y!]);
        Peer = PeerId.OfKey(_publicKey);
    }

    /// <summary>The identity that belongs to the key.</summary>
    public PeerId Peer { get; }

    /// <summary>The public key as canonical SubjectPublicKeyInfo, 91 bytes.</summary>
    public ReadOnlyMemory<byte> PublicKey => _publicKey;

    /// <summary>The public key as uncompressed point, 65 bytes.</summary>
    public ReadOnlyMemory<byte> Point => _publicKey.AsMemory(P256Key.SpkiBytes - P256Key.PointBytes);

    /// <summary>A new random key that nothing remembers.</summary>
    public static NodeKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>The identity that belongs to a private key, which it owns from now on.</summary>
    public static NodeKey Of(ECDsa key) => new(key);

    /// <summary>The key in the file, or a new one that is written there first (PKCS#8 DER, readable by the owner alone on Unix).</summary>
    /// <param name="path">The file; its folder exists. Two processes must not do this at once.</param>
    /// <exception cref="MeshException">The file is damaged, holds another kind of key, or cannot be read or written.</exception>
    public static NodeKey LoadOrCreate(string path)
    {
        byte[]? stored = KeyFile.Read(path);
        if (stored is not null)
        {
            return Import(path, stored);
        }

        NodeKey created = Create();
        try
        {
            byte[] pkcs8 = created._key.ExportPkcs8PrivateKey();
            KeyFile.Write(path, pkcs8);
            CryptographicOperations.ZeroMemory(pkcs8);
            return created;
        }
        catch
        {
            created.Dispose();
            throw;
        }
    }

    /// <summary>Signs with SHA-256. ECDSA is randomised: the same data gives another signature each time.</summary>
    /// <param name="data">What is signed.</param>
    /// <param name="signature">Receives r‖s with low s, exactly 64 bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="signature"/> is not 64 bytes long.</exception>
    public void Sign(ReadOnlySpan<byte> data, Span<byte> signature)
    {
        if (signature.Length != LowS.SignatureBytes)
        {
            throw new ArgumentException($"A signature takes {LowS.SignatureBytes} bytes; there is room for {signature.Length}.", nameof(signature));
        }

        bool written;
        lock (_gate)
        {
            written = _key.TrySignData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, out _);
        }

        if (!written)
        {
            throw new CryptographicException("The key did not sign.");
        }

        LowS.Normalise(signature);
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    /// <summary>A second handle on the private key, for the node's certificate; the caller disposes it.</summary>
    internal ECDsa Duplicate()
    {
        lock (_gate)
        {
            return ECDsa.Create(_key.ExportParameters(includePrivateParameters: true));
        }
    }

    private static NodeKey Import(string path, byte[] stored)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportPkcs8PrivateKey(stored, out int read);
            string? curve = key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value;
            if (read == stored.Length && curve == ECCurve.NamedCurves.nistP256.Oid.Value)
            {
                return new NodeKey(key);
            }
        }
        catch (CryptographicException fault)
        {
            key.Dispose();
            throw KeyFile.Damaged(path, stored.Length, fault);
        }

        key.Dispose();
        throw KeyFile.Damaged(path, stored.Length, null);
    }
}
