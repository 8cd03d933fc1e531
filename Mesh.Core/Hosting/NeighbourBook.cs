using Mesh.Transports;

namespace Mesh.Hosting;

/// <summary>The links that serve a neighbour each, as the application sees them. Bounded by the machine's limit on links. The pump writes, anybody reads.</summary>
internal sealed class NeighbourBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PeerId, MeshLink> _links = [];
    private readonly PeerBook _peers;

    public NeighbourBook(PeerBook peers)
    {
        _peers = peers;
    }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _links.Count;
            }
        }
    }

    /// <summary>The links in the order in which they came up, with the names known now.</summary>
    public IReadOnlyList<MeshLink> Snapshot()
    {
        lock (_lock)
        {
            return [.. _links.Values.OrderBy(link => link.Id).Select(link => link with { Name = _peers.NameOf(link.Peer) ?? "" })];
        }
    }

    /// <summary>The link <paramref name="id"/> serves its peer from now on, instead of any before.</summary>
    public MeshLink Serve(LinkId id, ILink link, DateTimeOffset at)
    {
        string name = _peers.NameOf(link.Peer) ?? "";
        MeshLink shown = new(id, link.Peer, name, link.Remote.EndPoint.ToString(), link.Remote.Interface, link.IsInitiator, at, null);
        lock (_lock)
        {
            _links[link.Peer] = shown;
        }

        return shown;
    }

    /// <returns>The link as it was, or null when the peer was no neighbour.</returns>
    public MeshLink? Drop(PeerId peer)
    {
        lock (_lock)
        {
            return _links.Remove(peer, out MeshLink? link) ? link with { Name = _peers.NameOf(peer) ?? "" } : null;
        }
    }

    /// <summary>Asks for each link's round trip and keeps it.</summary>
    public void MeasureRoundTrips(Func<LinkId, TimeSpan?> roundTrip)
    {
        lock (_lock)
        {
            foreach ((PeerId peer, MeshLink link) in _links.ToArray())
            {
                _links[peer] = link with { RoundTrip = roundTrip(link.Id) };
            }
        }
    }
}
