namespace Mesh.Protocol.Gossip;

/// <summary>Bundles of events taken lately, for neighbours that ask for one that stayed out. Bounded in bytes and age; the oldest goes first.</summary>
internal sealed class RecentEvents
{
    private readonly Dictionary<ulong, BundleEntry> _byShort = [];
    private readonly Queue<(BundleEntry Entry, MeshInstant At)> _order = new();
    private long _bytes;

    /// <summary>The bundle, or null when it is not held any more.</summary>
    public BundleEntry? Find(ulong shortId) => _byShort.GetValueOrDefault(shortId);

    /// <summary>Takes in a bundle.</summary>
    public void Add(BundleEntry entry, MeshInstant now)
    {
        _byShort[entry.Short] = entry;
        _order.Enqueue((entry, now));
        _bytes += entry.Cost;
        while (_bytes > ProtocolLimits.EventStoreBytesMax || now - _order.Peek().At > ProtocolLimits.EventStoreTime)
        {
            BundleEntry oldest = _order.Dequeue().Entry;
            _bytes -= oldest.Cost;
            if (_byShort.GetValueOrDefault(oldest.Short) == oldest)
            {
                _byShort.Remove(oldest.Short);
            }
        }
    }
}
