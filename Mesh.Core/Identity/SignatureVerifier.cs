using System.Security.Cryptography;

namespace Mesh.Identity;

/// <summary>
/// Verifies signatures of other nodes and keeps the keys used last imported, since importing costs about as much as verifying.
/// A key is taken out of the cache while it is in use, so that no two threads ever share one. Thread-safe.
/// </summary>
internal sealed class SignatureVerifier : IDisposable
{
    /// <summary>Keys kept by default: more authors than that are rarely active at once; each costs about 2 kB.</summary>
    public const int KeysMax = 512;

    private readonly Lock _gate = new();
    private readonly Dictionary<Digest, LinkedListNode<(Digest Name, ECDsa Key)>> _byName = [];
    private readonly LinkedList<(Digest Name, ECDsa Key)> _latestFirst = new();
    private readonly int _capacity;
    private bool _disposed;

    /// <summary>Creates a verifier with an empty cache.</summary>
    /// <param name="capacity">Keys kept at most; the one unused for longest goes first.</param>
    public SignatureVerifier(int capacity = KeysMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
    }

    /// <summary>How many keys are kept right now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _byName.Count;
            }
        }
    }

    /// <summary>Whether <paramref name="signature"/> is the key's signature over <paramref name="data"/>. Any bytes may be given; nothing is thrown for them.</summary>
    /// <param name="subjectPublicKeyInfo">The canonical encoding (91 bytes); any other is refused.</param>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">r‖s, 64 bytes; a high s is refused.</param>
    public bool Verify(ReadOnlySpan<byte> subjectPublicKeyInfo, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (!LowS.Holds(signature) || !P256Key.TryPoint(subjectPublicKeyInfo, out _))
        {
            return false;
        }

        var name = Digest.Of(subjectPublicKeyInfo);
        ECDsa? key = Take(name) ?? Import(subjectPublicKeyInfo);
        if (key is null)
        {
            return false;
        }

        try
        {
            return key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            Return(name, key);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach ((_, ECDsa key) in _latestFirst)
            {
                key.Dispose();
            }

            _latestFirst.Clear();
            _byName.Clear();
        }
    }

    /// <summary>The key, if its point lies on the curve; the platform's import checks that, and a test holds it to it.</summary>
    private static ECDsa? Import(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
            return key;
        }
        catch (CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }

    private ECDsa? Take(Digest name)
    {
        lock (_gate)
        {
            if (!_byName.Remove(name, out LinkedListNode<(Digest Name, ECDsa Key)>? node))
            {
                return null;
            }

            _latestFirst.Remove(node);
            return node.Value.Key;
        }
    }

    private void Return(Digest name, ECDsa key)
    {
        ECDsa? surplus = null;
        lock (_gate)
        {
            if (_disposed || _byName.ContainsKey(name))
            {
                surplus = key;
            }
            else
            {
                _byName.Add(name, _latestFirst.AddFirst((name, key)));
                if (_byName.Count > _capacity)
                {
                    (Digest oldest, surplus) = _latestFirst.Last!.Value;
                    _latestFirst.RemoveLast();
                    _byName.Remove(oldest);
                }
            }
        }

        surplus?.Dispose();
    }
}
