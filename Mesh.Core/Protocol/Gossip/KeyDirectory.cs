using Mesh.Wire;

namespace Mesh.Protocol.Gossip;

/// <summary>
/// The authors' public keys, which prove themselves: a PeerId is the hash of its key. When full the oldest is forgotten and asked for again when needed.
/// </summary>
internal sealed class KeyDirectory
{
    private readonly BoundedMap<PeerId, AuthorKey> _claimed = new(ProtocolLimits.KeysClaimedMax);
    private readonly BoundedMap<PeerId, AuthorKey> _proven = new(ProtocolLimits.KeysMax);
    private readonly Stack<int> _freeSlots = new();
    private readonly PeerId _self;
    private readonly AuthorKey _own;
    private int _lastSlot;

    /// <summary>Makes the directory of the node with this SubjectPublicKeyInfo, which is never forgotten.</summary>
    public KeyDirectory(ReadOnlySpan<byte> ownKey)
    {
        _self = PeerId.OfKey(ownKey);
        _own = new AuthorKey(_self, ownKey.ToArray(), Slot: 0);
    }

    /// <summary>Keeps a key.</summary>
    /// <param name="subjectPublicKeyInfo">91 bytes that nobody changes any more.</param>
    /// <returns>The key as it is kept.</returns>
    public AuthorKey Add(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        PeerId owner = PeerId.OfKey(subjectPublicKeyInfo.Span);
        if (Find(owner) is { } known)
        {
            return known;
        }

        int slot = _freeSlots.Count > 0 ? _freeSlots.Pop() : ++_lastSlot;
        AuthorKey key = new(owner, subjectPublicKeyInfo, slot);
        Set(_claimed, key);
        return key;
    }

    /// <summary>Somebody showed that it holds the key: keys that anybody can make up do not push this one out.</summary>
    public void Prove(PeerId owner)
    {
        if (_claimed.TryGet(owner, out AuthorKey? key))
        {
            _claimed.Remove(owner);
            Set(_proven, key);
        }
    }

    /// <summary>An author's key, or null when it is not known.</summary>
    public AuthorKey? Find(PeerId author) =>
        author == _self ? _own
        : _proven.TryGet(author, out AuthorKey? key) || _claimed.TryGet(author, out key) ? key
        : null;

    /// <summary>A key's KEY record.</summary>
    public static KeyRecord Record(AuthorKey key) =>
        new(SignatureSuite.P256, key.SubjectPublicKeyInfo[(P256Key.SpkiBytes - P256Key.PointBytes)..], ReadOnlyMemory<byte>.Empty);

    private void Set(BoundedMap<PeerId, AuthorKey> map, AuthorKey key)
    {
        // Whoever gets the slot next may be taken for known on a link where it is not; that end then asks for its key.
        if (map.Set(key.Owner, key, out AuthorKey? forgotten))
        {
            _freeSlots.Push(forgotten.Slot);
        }
    }
}
