using Mesh.Wire;

namespace Mesh.Protocol.Gossip;

/// <summary>
/// The authors' public keys, which prove themselves: a PeerId is the hash of its key. When full the oldest is forgotten and asked for again when needed.
/// </summary>
internal sealed class KeyDirectory
{
    private readonly BoundedMap<PeerId, ReadOnlyMemory<byte>> _claimed = new(ProtocolLimits.KeysClaimedMax);
    private readonly BoundedMap<PeerId, ReadOnlyMemory<byte>> _proven = new(ProtocolLimits.KeysMax);
    private readonly PeerId _self;
    private readonly ReadOnlyMemory<byte> _ownKey;

    /// <summary>Makes the directory of the node with this SubjectPublicKeyInfo, which is never forgotten.</summary>
    public KeyDirectory(ReadOnlySpan<byte> ownKey)
    {
        _self = PeerId.OfKey(ownKey);
        _ownKey = ownKey.ToArray();
    }

    /// <summary>Keeps a key.</summary>
    /// <param name="subjectPublicKeyInfo">91 bytes; copied.</param>
    /// <returns>Whose it is.</returns>
    public PeerId Add(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        PeerId owner = PeerId.OfKey(subjectPublicKeyInfo);
        if (owner != _self && !_proven.Contains(owner) && !_claimed.Contains(owner))
        {
            _claimed.Set(owner, subjectPublicKeyInfo.ToArray());
        }

        return owner;
    }

    /// <summary>Somebody showed that it holds the key: keys that anybody can make up do not push this one out.</summary>
    public void Prove(PeerId owner)
    {
        if (_claimed.TryGet(owner, out ReadOnlyMemory<byte> key))
        {
            _claimed.Remove(owner);
            _proven.Set(owner, key);
        }
    }

    /// <summary>An author's SubjectPublicKeyInfo.</summary>
    public bool TryGet(PeerId author, out ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        subjectPublicKeyInfo = _ownKey;
        return author == _self || _proven.TryGet(author, out subjectPublicKeyInfo) || _claimed.TryGet(author, out subjectPublicKeyInfo);
    }

    /// <summary>An author's KEY record, or null when the key is not known.</summary>
    public KeyRecord? Record(PeerId author) =>
        TryGet(author, out ReadOnlyMemory<byte> key)
            ? new KeyRecord(SignatureSuite.P256, key[(P256Key.SpkiBytes - P256Key.PointBytes)..], ReadOnlyMemory<byte>.Empty)
            : null;
}
