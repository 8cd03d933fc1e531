using Mesh.Wire;

namespace Mesh.Protocol.Gossip;

/// <summary>What Plumtree keeps of one neighbour.</summary>
internal sealed class TreeLink
{
    private readonly List<Announcement> _live = [];
    private readonly List<Announcement> _sync = [];
    private readonly BoundedMap<ulong, (MeshInstant Since, int Times)> _served = new(ProtocolLimits.ServedTrackedMax);

    /// <summary>Whether whole messages go there.</summary>
    public bool IsEager { get; set; } = true;

    /// <summary>When a PRUNE may be sent again.</summary>
    public MeshInstant NextPrune { get; set; }

    /// <summary>Queues an announcement; what does not fit into one record any more leaves with the next comparison.</summary>
    public void Announce(BundleEntry entry, bool isSync)
    {
        List<Announcement> queue = isSync ? _sync : _live;
        if (queue.Count < WireLimits.AnnouncementsMax)
        {
            queue.Add(new Announcement(entry.Short, (byte)Math.Min(entry.Hops, ProtocolLimits.HopsMax)));
        }
    }

    /// <summary>Sends what is queued.</summary>
    public void Flush(Turn turn, LinkId link)
    {
        Flush(turn, link, _live, BundleFlags.None);
        Flush(turn, link, _sync, BundleFlags.Sync);
    }

    /// <summary>Whether a payload may be served once more: twice a minute, so that nobody makes us send for ever.</summary>
    public bool MayServe(ulong shortId, MeshInstant now)
    {
        if (!_served.TryGet(shortId, out (MeshInstant Since, int Times) served) || now - served.Since >= ProtocolLimits.ServedWindow)
        {
            _served.Set(shortId, (now, 1));
            return true;
        }

        _served.Set(shortId, (served.Since, served.Times + 1));
        return served.Times < ProtocolLimits.ServedMax;
    }

    private static void Flush(Turn turn, LinkId link, List<Announcement> queue, BundleFlags flags)
    {
        if (queue.Count > 0)
        {
            turn.Send(link, SendClass.Control, new IHaveRecord(0, flags, [.. queue]));
            queue.Clear();
        }
    }
}
