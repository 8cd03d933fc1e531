using Mesh.Protocol.Gossip;
using Mesh.Protocol.Neighbours;
using Mesh.Wire;

namespace Mesh.Protocol.Routing;

/// <summary>
/// Passes bundles to the one peer that they are for, hop by hop (docs/protocol.md, "Routing"). A relay passes each attempt on once, and says NO_ROUTE when it
/// cannot; only the author tries another way.
/// </summary>
internal sealed class Router
{
    private readonly PeerId _self;
    private readonly Turn _turn;
    private readonly LinkTable _links;
    private readonly PayloadSender _sender;
    private readonly BoundedMap<(ulong Short, byte Attempt, bool IsBroadcast), LinkId> _seen = new(ProtocolLimits.RoutedSeenMax);
    private MeshInstant? _lastBroadcast;

    /// <summary>Makes the router of a node.</summary>
    public Router(PeerId self, Turn turn, LinkTable links, PayloadSender sender)
    {
        _self = self;
        _turn = turn;
        _links = links;
        _sender = sender;
        Routes = new RouteTable(links);
    }

    /// <summary>Which neighbour leads to whom.</summary>
    public RouteTable Routes { get; }

    /// <summary>Sends an own bundle on its way.</summary>
    /// <returns>False when no way is known, or a broadcast would be one too many.</returns>
    public bool Send(SignedBundle bundle, PeerId destination, byte attempt, RouteChoice choice)
    {
        if (choice == RouteChoice.Broadcast)
        {
            return TryBroadcast(bundle, attempt);
        }

        LinkState? link = choice == RouteChoice.Best ? Routes.Best(destination, except: null, _turn.Now) : Routes.Second(destination, _turn.Now);
        if (link is null)
        {
            return false;
        }

        _seen.Set((bundle.Id.Short, attempt, false), default);
        Send(link, bundle, new RoutedEnvelope(attempt, IsBroadcast: false), hops: 0);
        return true;
    }

    /// <summary>Whether a neighbour brings what was passed on before.</summary>
    public bool IsSeen(in RoutedRecord record) => _seen.Contains((record.Bundle.Id.Short, record.Attempt, record.IsBroadcast));

    /// <summary>A routed bundle's signature is valid.</summary>
    /// <returns>True when it is for this node.</returns>
    public bool OnVerified(PendingBundle pending)
    {
        RoutedEnvelope envelope = pending.Routed!;
        (ulong, byte, bool) key = (pending.Bundle.Id.Short, envelope.Attempt, envelope.IsBroadcast);
        if (pending.Bundle.Origin == _self || _seen.Contains(key))
        {
            return false;
        }

        _seen.Set(key, pending.From.Id);
        PeerId destination = new(pending.Core.Room.Value);
        if (destination == _self)
        {
            return true;
        }

        if (envelope.IsBroadcast)
        {
            foreach (LinkState link in _links.Neighbours.Where(link => link != pending.From))
            {
                Send(link, pending.Bundle, envelope, pending.Hops);
            }
        }
        else if (Routes.Best(destination, pending.From, _turn.Now) is { } next)
        {
            Send(next, pending.Bundle, envelope, pending.Hops);
        }
        else if (pending.From.Phase == LinkPhase.Neighbour)
        {
            _turn.Send(pending.From.Id, SendClass.Private, new NoRouteRecord(pending.Bundle.Id.Short, envelope.Attempt));
        }

        return false;
    }

    /// <summary>A neighbour could not pass on what it got from here.</summary>
    /// <returns>True when this node is the author.</returns>
    public bool OnNoRoute(in NoRouteRecord record)
    {
        if (!_seen.TryGet((record.Short, record.Attempt, false), out LinkId from))
        {
            return false;
        }

        if (_links.Find(from) is { Phase: LinkPhase.Neighbour } link)
        {
            _turn.Send(link.Id, SendClass.Private, record);
        }

        return from == default;
    }

    private bool TryBroadcast(SignedBundle bundle, byte attempt)
    {
        if (_links.NeighbourCount == 0 || (_lastBroadcast is { } last && _turn.Now - last < ProtocolLimits.BroadcastTime))
        {
            return false;
        }

        _lastBroadcast = _turn.Now;
        _seen.Set((bundle.Id.Short, attempt, true), default);
        foreach (LinkState link in _links.Neighbours)
        {
            Send(link, bundle, new RoutedEnvelope(attempt, IsBroadcast: true), hops: 0);
        }

        return true;
    }

    private void Send(LinkState link, SignedBundle bundle, RoutedEnvelope envelope, int hops)
    {
        _sender.SendKey(link, bundle.Origin);
        _turn.Send(link.Id, SendClass.Private, new RoutedRecord(envelope.Attempt, envelope.IsBroadcast, (byte)hops, bundle));
    }
}
