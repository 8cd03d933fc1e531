using Mesh.Wire;

namespace Mesh.Protocol.Gossip;

/// <summary>
/// The authors' public keys, which prove themselves: a PeerId is the hash of its key. When full the oldest is forgotten and asked for again when needed.
/// </summary>
internal sealed class KeyDirectory
{
    private readonly BoundedMap<PeerId, ReadOnlyMemory<byte>> _keys = new(ProtocolLimits.KeysMax);

    /// <summary>How many keys are known.</summary>
    public int Count => _keys.Count;

    /// <summary>Keeps a key.</summary>
    /// <param name="subjectPublicKeyInfo">91 bytes; copied.</param>
    /// <returns>Whose it is.</returns>
    public PeerId Add(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        PeerId owner = PeerId.OfKey(subjectPublicKeyInfo);
        if (!_keys.Contains(owner))
        {
            _keys.Set(owner, subjectPublicKeyInfo.ToArray());
        }

        return owner;
    }

    /// <summary>An author's SubjectPublicKeyInfo.</summary>
    public bool TryGet(PeerId author, out ReadOnlyMemory<byte> subjectPublicKeyInfo) => _keys.TryGet(author, out subjectPublicKeyInfo);

    /// <summary>An author's KEY record, or null when the key is not known.</summary>
    public KeyRecord? Record(PeerId author) =>
        _keys.TryGet(author, out ReadOnlyMemory<byte> key)
            ? new KeyRecord(SignatureSuite.P256, key[(P256Key.SpkiBytes - P256Key.PointBytes)..], ReadOnlyMemory<byte>.Empty)
            : null;
}
