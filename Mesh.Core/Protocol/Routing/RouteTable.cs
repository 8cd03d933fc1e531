using Mesh.Protocol.Neighbours;

namespace Mesh.Protocol.Routing;

/// <summary>
/// Which neighbour leads to whom: the one whose copy of an origin's newest verified bundle came first (docs/protocol.md, "Routing"). Live gossip
/// counts, since what was synchronised tells little of the way, and only what its author wrote later than all before: an old bundle that somebody repeats
/// bends no route. A route names the neighbour and not the link, so that a link that breaks and comes back takes no routes with it. Bounded: the origin heard
/// of longest ago is forgotten.
/// </summary>
internal sealed class RouteTable
{
    private readonly LinkTable _links;
    private readonly BoundedMap<PeerId, Route> _routes = new(ProtocolLimits.RoutesMax);

    /// <summary>Makes a table without routes.</summary>
    public RouteTable(LinkTable links)
    {
        _links = links;
    }

    /// <summary>A verified bundle of an origin came on a link before any other copy.</summary>
    /// <param name="origin">Whose.</param>
    /// <param name="link">The link.</param>
    /// <param name="hlc">The author's clock at the bundle's last message.</param>
    /// <param name="now">The present instant.</param>
    public void OnHeard(PeerId origin, LinkState link, ulong hlc, MeshInstant now)
    {
        if (!_routes.TryGet(origin, out Route? route))
        {
            route = new Route(link.Peer);
        }
        else if (hlc <= route.Hlc && now - route.Heard <= ProtocolLimits.RouteLife)
        {
            return;
        }

        route.Hlc = hlc;
        if (route.Best != link.Peer)
        {
            route.Second = route.Best;
            route.Best = link.Peer;
        }

        route.Heard = now;
        _routes.Remove(origin);
        _routes.Set(origin, route);
    }

    /// <summary>
    /// A presence was synchronised by a neighbour: a way for want of a better one, until a live bundle shows the true one. Whoever has just come knows
    /// everybody at once and would else have no way to them for up to half a minute.
    /// </summary>
    public void OnTold(PeerId origin, LinkState link, MeshInstant now)
    {
        if (!_routes.TryGet(origin, out Route? known) || now - known.Heard > ProtocolLimits.RouteLife)
        {
            _routes.Remove(origin);
            _routes.Set(origin, new Route(link.Peer) { Heard = now });
        }
    }

    /// <summary>The best link towards a peer, or null.</summary>
    /// <param name="peer">Where to.</param>
    /// <param name="except">A link not to use, such as the one that the bundle came from.</param>
    /// <param name="now">The present instant.</param>
    public LinkState? Best(PeerId peer, LinkState? except, MeshInstant now)
    {
        if (_links.Neighbour(peer) is { IsSuspect: false } direct && direct != except)
        {
            return direct;
        }

        LinkState? known = _routes.TryGet(peer, out Route? route) && now - route.Heard <= ProtocolLimits.RouteLife
            ? Usable(route.Best, except) ?? Usable(route.Second, except)
            : null;

        // Who has one link only can do nothing better than use it.
        return known ?? (_links.NeighbourCount == 1 ? _links.Neighbours.FirstOrDefault(link => link != except) : null);
    }

    /// <summary>Another link towards a peer than the best, or null.</summary>
    public LinkState? Second(PeerId peer, MeshInstant now)
    {
        LinkState? best = Best(peer, except: null, now);
        return best is null ? null : Best(peer, best, now);
    }

    private LinkState? Usable(PeerId neighbour, LinkState? except) =>
        _links.Neighbour(neighbour) is { Phase: LinkPhase.Neighbour, IsSuspect: false } link && link != except ? link : null;

    private sealed class Route(PeerId best)
    {
        public PeerId Best { get; set; } = best;

        public PeerId Second { get; set; }

        public ulong Hlc { get; set; }

        public MeshInstant Heard { get; set; }
    }
}
