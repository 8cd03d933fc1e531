namespace Mesh.Protocol.Neighbours;

/// <summary>All links of the node, in the order in which they came up, and which of them is each neighbour's. Bounded by LinksMax and HandshakesMax.</summary>
internal sealed class LinkTable
{
    private readonly List<LinkState> _links = [];
    private readonly Dictionary<LinkId, LinkState> _byId = [];
    private readonly Dictionary<PeerId, LinkState> _neighbours = [];

    /// <summary>Every link, oldest first.</summary>
    public IReadOnlyList<LinkState> All => _links;

    /// <summary>How many neighbours there are.</summary>
    public int NeighbourCount => _neighbours.Count;

    /// <summary>The neighbours' links, oldest first.</summary>
    public IEnumerable<LinkState> Neighbours => _links.Where(link => link.Phase == LinkPhase.Neighbour);

    /// <summary>How many links are neither a neighbour's nor about to close.</summary>
    public int UnsettledCount => _links.Count(link => link.Phase is LinkPhase.Greeting or LinkPhase.Proving or LinkPhase.Standby);

    /// <summary>The link, or null when it is gone.</summary>
    public LinkState? Find(LinkId id) => _byId.GetValueOrDefault(id);

    /// <summary>The neighbour's link, or null when the peer is no neighbour.</summary>
    public LinkState? Neighbour(PeerId peer) => _neighbours.GetValueOrDefault(peer);

    /// <summary>A link of this peer that is agreed but does not serve, or null.</summary>
    public LinkState? Standby(PeerId peer) => _links.Find(link => link.Peer == peer && link.Phase == LinkPhase.Standby);

    /// <summary>Whether any link to the peer is up or being agreed on.</summary>
    public bool HasLink(PeerId peer)
    {
        if (_neighbours.TryGetValue(peer, out LinkState? present) && present.Phase != LinkPhase.Closing)
        {
            return true;
        }

        // Asked for every candidate whenever somebody may be dialled; most links are neighbours', which were just looked at.
        for (int i = 0; i < _links.Count; i++)
        {
            LinkState link = _links[i];
            if (link.Phase is not (LinkPhase.Neighbour or LinkPhase.Closing) && link.Peer == peer)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds a link that just came up.</summary>
    public void Add(LinkState link)
    {
        if (!_byId.TryAdd(link.Id, link))
        {
            throw new MeshInvariantException($"{link.Id} came up twice.");
        }

        _links.Add(link);
    }

    /// <summary>Makes a link its peer's.</summary>
    public void Appoint(LinkState link)
    {
        if (_neighbours.TryGetValue(link.Peer, out LinkState? present) && present.Phase == LinkPhase.Neighbour)
        {
            throw new MeshInvariantException($"{link.Peer.ToShortString()} is served by {present.Id} already.");
        }

        link.Phase = LinkPhase.Neighbour;
        _neighbours[link.Peer] = link;
    }

    /// <summary>Takes the peer's link away from it; the link is about to close or gone.</summary>
    public void Dismiss(LinkState link)
    {
        if (_neighbours.TryGetValue(link.Peer, out LinkState? present) && present == link)
        {
            _neighbours.Remove(link.Peer);
        }
    }

    /// <summary>Forgets a link.</summary>
    public void Remove(LinkState link)
    {
        Dismiss(link);
        _byId.Remove(link.Id);
        _links.Remove(link);
    }
}
