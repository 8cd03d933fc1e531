using Mesh.Protocol.Gossip;
using Mesh.Protocol.Neighbours;
using Mesh.Protocol.Presence;
using Mesh.Protocol.Routing;
using Mesh.Wire;

namespace Mesh.Protocol.Probes;

/// <summary>
/// Answers probes (docs/protocol.md, "Probes"): what is asked is answered at once and never kept. An answer costs this node a signature and others their
/// verifications, so each asker has a rate, and all askers together have one.
/// </summary>
internal sealed class EchoDesk
{
    private readonly PeerId _self;
    private readonly Turn _turn;
    private readonly Author _author;
    private readonly LinkTable _links;
    private readonly RouteTable _routes;
    private readonly BoundedMap<PeerId, TokenBucket> _askers = new(ProtocolLimits.ProbeAskersMax);
    private readonly TokenBucket _all;

    /// <summary>Makes the desk of a node.</summary>
    /// <param name="self">Who answers.</param>
    /// <param name="turn">The call that is being handled.</param>
    /// <param name="parts">What the realm works with.</param>
    /// <param name="routes">The ways to peers.</param>
    /// <param name="ways">The ways of messages.</param>
    public EchoDesk(PeerId self, Turn turn, RealmParts parts, RouteTable routes, WayTable ways)
    {
        _self = self;
        _turn = turn;
        _author = parts.Author;
        _links = parts.Links;
        _routes = routes;
        Ways = ways;
        _all = new TokenBucket(ProtocolLimits.EchoesPerSecond, ProtocolLimits.EchoesBurst, turn.Now);
    }

    /// <summary>The ways of messages.</summary>
    public WayTable Ways { get; }

    /// <summary>Somebody asks; over its rate it gets no answer, as if the probe had been lost.</summary>
    /// <param name="asker">Who.</param>
    /// <param name="probe">The question.</param>
    /// <param name="from">The link that brought it.</param>
    /// <param name="hops">Links that it crossed.</param>
    public void OnProbe(PeerId asker, ProbeBody probe, LinkState from, int hops)
    {
        if (!_askers.TryGet(asker, out TokenBucket? rate))
        {
            rate = new TokenBucket(ProtocolLimits.EchoesPerAskerPerSecond, ProtocolLimits.EchoesPerAskerBurst, _turn.Now);
            _askers.Set(asker, rate);
        }

        if (_author.IsBusy || !rate.TryTake(1, _turn.Now) || !_all.TryTake(1, _turn.Now))
        {
            _turn.Trace(TraceKind.RateLimited);
            return;
        }

        _author.Write(RoomId.OfPeer(asker), ServiceClass.Private, new PublishCommand(0, string.Empty, EchoBody.MessageKind, Answer(probe, from, hops).Encode()));
    }

    /// <summary>What this node knows of what is asked.</summary>
    /// <param name="probe">The question.</param>
    /// <param name="from">The link that brought it, by which no way leads on, as no relay sends back what it got; null for this node's own question.</param>
    /// <param name="hops">Links that it crossed.</param>
    public EchoBody Answer(ProbeBody probe, LinkState? from, int hops)
    {
        EchoBody echo = new(probe.Token, (byte)Math.Min(hops, byte.MaxValue));
        return probe.Subject switch
        {
            ProbeSubject.Peer => WithPeer(echo, new PeerId(probe.Id), from),
            ProbeSubject.Message => WithMessage(echo, new MessageId(probe.Id)),
            _ => echo,
        };
    }

    private EchoBody WithPeer(EchoBody echo, PeerId peer, LinkState? from)
    {
        if (peer == _self)
        {
            return echo with { Finding = EchoFinding.Here };
        }

        return _routes.Best(peer, from, _turn.Now) is { } next
            ? echo with { Finding = EchoFinding.ByNeighbour, Neighbour = next.Peer, RoundTrip = RoundTripOf(next) }
            : echo;
    }

    private EchoBody WithMessage(EchoBody echo, MessageId message)
    {
        if (Ways.Find(message) is not { } way)
        {
            return echo;
        }

        LinkState? link = way.From is { } source ? _links.Neighbour(source) : null;
        return echo with
        {
            Finding = way.From is null ? EchoFinding.Here : EchoFinding.ByNeighbour,
            Neighbour = way.From ?? default,
            RoundTrip = link is null ? (ushort)0 : RoundTripOf(link),
            Crossed = (byte)Math.Min(way.Hops, byte.MaxValue),
            Manner = way.Manner,
            AgeMicroseconds = (ulong)(_turn.Now.Microseconds - way.At.Microseconds),
            PassedTo = [.. way.PassedTo],
        };
    }

    private static ushort RoundTripOf(LinkState link) => PresenceNeighbour.Of(link.Peer, link.RoundTrip.Smoothed).RoundTrip;
}
