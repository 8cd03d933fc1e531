using Mesh.Protocol.Gossip;
using Mesh.Protocol.Neighbours;
using Mesh.Wire;

namespace Mesh.Protocol.Routing;

/// <summary>
/// Passes bundles to the one peer that they are for, hop by hop (docs/protocol.md, "Routing"). A relay passes each attempt on once, and says NOROUTE when it
/// cannot; only the author tries another way. Attempts are no part of what is signed, so that anybody can make some up: they cost their author nothing.
/// </summary>
internal sealed class Router
{
    private readonly PeerId _self;
    private readonly Turn _turn;
    private readonly LinkTable _links;
    private readonly PayloadSender _sender;
    private readonly BoundedMap<(ulong Short, byte Attempt, bool IsBroadcast), Passage> _seen = new(ProtocolLimits.RoutedSeenMax);
    private readonly BoundedMap<BundleId, bool> _bundles = new(ProtocolLimits.RoutedSeenMax);
    private readonly BoundedMap<PeerId, MeshInstant> _broadcasts = new(ProtocolLimits.RoutesMax);
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

    /// <summary>Whether somebody is this node itself.</summary>
    public bool IsSelf(PeerId peer) => peer == _self;

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

        _seen.Set((bundle.Id.Short, attempt, false), new Passage(default, link.Id));
        Send(link, bundle, new RoutedEnvelope(attempt, IsBroadcast: false), hops: 0);
        return true;
    }

    /// <summary>Whether a neighbour brings what was passed on before.</summary>
    public bool IsSeen(in RoutedRecord record) => _seen.Contains((record.Bundle.Id.Short, record.Attempt, record.IsBroadcast));

    /// <summary>Whether the bundle itself was here before, in whatever attempt: then its author was charged for it.</summary>
    public bool IsRepeat(in RoutedRecord record) => _bundles.Contains(record.Bundle.Id);

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

        PeerId destination = new(pending.Core.Room.Value);
        LinkState? next = destination == _self || envelope.IsBroadcast ? null : Routes.Best(destination, pending.From, _turn.Now);
        _seen.Set(key, new Passage(pending.From.Id, next?.Id ?? default));
        _bundles.Set(pending.Bundle.Id, true);
        if (destination == _self)
        {
            return true;
        }

        if (envelope.IsBroadcast)
        {
            PassToAll(pending, envelope);
        }
        else if (next is not null)
        {
            Send(next, pending.Bundle, envelope, pending.Hops);
        }
        else if (pending.From.Phase == LinkPhase.Neighbour)
        {
            _turn.Send(pending.From.Id, SendClass.Private, new NoRouteRecord(pending.Bundle.Id.Short, envelope.Attempt));
        }

        return false;
    }

    /// <summary>A neighbour says that it could not pass on what it got from here; anybody else's word for it counts for nothing, and nobody's twice.</summary>
    /// <returns>True when this node is the author.</returns>
    public bool OnNoRoute(LinkState link, in NoRouteRecord record)
    {
        if (!_seen.TryGet((record.Short, record.Attempt, false), out Passage passage) || passage.To != link.Id)
        {
            return false;
        }

        _seen.Set((record.Short, record.Attempt, false), passage with { To = default });
        if (_links.Find(passage.From) is { Phase: LinkPhase.Neighbour } from)
        {
            _turn.Send(from.Id, SendClass.Private, record);
        }

        return passage.From == default;
    }

    // An author broadcasts once in five seconds; the fifth less is for jitter. Whoever repeats its bundles as broadcasts gets no further.
    private void PassToAll(PendingBundle pending, RoutedEnvelope envelope)
    {
        PeerId origin = pending.Bundle.Origin;
        if (_broadcasts.TryGet(origin, out MeshInstant last) && _turn.Now - last < ProtocolLimits.BroadcastTime * 4 / 5)
        {
            _turn.Trace(TraceKind.RateLimited, pending.From.Id, (long)pending.Bundle.Id.Short);
            return;
        }

        _broadcasts.Set(origin, _turn.Now);
        foreach (LinkState link in _links.Neighbours.Where(link => link != pending.From))
        {
            Send(link, pending.Bundle, envelope, pending.Hops);
        }
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

    /// <summary>The way of one attempt through this node.</summary>
    /// <param name="From">The link it came from; none for an own one.</param>
    /// <param name="To">The link it was passed on to; none when that is not known, or was said to lead nowhere.</param>
    private readonly record struct Passage(LinkId From, LinkId To);
}
