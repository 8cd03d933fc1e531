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
            return [.. _links.Values.OrderBy(link => link.Id).Select(link => Named(link))];
        }
    }

    /// <summary>
    /// The link <paramref name="id"/> serves its peer from now on, instead of any before. The peer is called what its presence said,
    /// else what it greeted as, else (in a closed network, whose greetings tell no name) by the short form of its identity.
    /// </summary>
    public MeshLink Serve(LinkId id, ILink link, string greetedAs, DateTimeOffset at)
    {
        string greeted = PeerText.Name(greetedAs);
        string name = _peers.NameOf(link.Peer) ?? (greeted.Length > 0 ? greeted : link.Peer.ToShortString());
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
            return _links.Remove(peer, out MeshLink? link) ? Named(link) : null;
        }
    }

    /// <summary>Asks for each link's round trip and bytes and keeps them.</summary>
    public void Measure(Func<LinkId, TimeSpan?> roundTrip, Func<LinkId, (long Received, long Sent)> traffic)
    {
        lock (_lock)
        {
            foreach ((PeerId peer, MeshLink link) in _links.ToArray())
            {
                (long received, long sent) = traffic(link.Id);
                _links[peer] = link with { RoundTrip = roundTrip(link.Id), BytesReceived = received, BytesSent = sent };
            }
        }
    }

    private MeshLink Named(MeshLink link) => link with { Name = _peers.NameOf(link.Peer) ?? link.Name };
}
