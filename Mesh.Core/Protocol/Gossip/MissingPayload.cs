using Mesh.Protocol.Neighbours;

namespace Mesh.Protocol.Gossip;

/// <summary>A bundle that neighbours announced and that has not come.</summary>
internal sealed class MissingPayload
{
    private readonly List<(LinkState Link, int Hops)> _announcers = [];
    private int _asked;

    /// <summary>Makes the entry of a bundle just announced.</summary>
    public MissingPayload(ulong shortId, bool isSync)
    {
        Short = shortId;
        IsSync = isSync;
    }

    /// <summary>The bundle's short id.</summary>
    public ulong Short { get; }

    /// <summary>Whether it is to be pulled without changing the tree; a live announcement ends that.</summary>
    public bool IsSync { get; set; }

    /// <summary>When it is overdue; earlier timers are stale.</summary>
    public MeshInstant Due { get; set; }

    /// <summary>Who announced it.</summary>
    public IReadOnlyList<(LinkState Link, int Hops)> Announcers => _announcers;

    /// <summary>Takes another announcer; the ninth and later are not kept.</summary>
    public void Add(LinkState link, int hops)
    {
        if (_announcers.Count < ProtocolLimits.AnnouncersMax && !_announcers.Exists(known => known.Link == link))
        {
            _announcers.Add((link, hops));
        }
    }

    /// <summary>The next announcer to ask, in the order of announcing; null when all were asked or are gone.</summary>
    public LinkState? NextAnnouncer()
    {
        while (_asked < _announcers.Count)
        {
            LinkState link = _announcers[_asked++].Link;
            if (link.Phase == LinkPhase.Neighbour && !link.IsSuspect)
            {
                return link;
            }
        }

        return null;
    }
}
