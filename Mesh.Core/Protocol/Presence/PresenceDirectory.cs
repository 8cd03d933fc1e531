using Mesh.Protocol.Gossip;
using Mesh.Protocol.Neighbours;

namespace Mesh.Protocol.Presence;

/// <summary>
/// Who is about (docs/protocol.md, "Presence"). A leave under ten seconds is never shown: somebody lost gets that long to come back,
/// and whoever may still be reached by another way gets until its next presence is overdue.
/// </summary>
internal sealed class PresenceDirectory
{
    /// <summary>Presences that may be missed before somebody counts as gone: two, and a little for the way.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Turn _turn;
    private readonly DeadlineQueue _deadlines;
    private readonly LinkTable _links;
    private readonly BoundedMap<PeerId, KnownPeer> _peers = new(ProtocolLimits.PresenceMax);
    private MeshInstant _planned = MeshInstant.Never;
    private MeshInstant _aloneSince;

    /// <summary>Makes an empty directory.</summary>
    public PresenceDirectory(Turn turn, DeadlineQueue deadlines, LinkTable links)
    {
        _turn = turn;
        _deadlines = deadlines;
        _links = links;
    }

    /// <summary>What others subscribe to and offer.</summary>
    public InterestTable Interests { get; } = new();

    /// <summary>How many are known.</summary>
    public int Count => _peers.Count;

    /// <summary>How many links away a peer is when last heard; null when it is not there.</summary>
    public int? HopsTo(PeerId peer) => _peers.TryGet(peer, out KnownPeer? known) && known.IsShown ? known.Hops : null;

    /// <summary>The present run of a peer; 0 when it is not there or has not said anything.</summary>
    public ulong IncarnationOf(PeerId peer) => _peers.TryGet(peer, out KnownPeer? known) && known.IsShown ? known.Version.Incarnation : 0;

    /// <summary>How far a peer's clock was ahead of ours when its newest presence came; null when it is not there or has not said anything.</summary>
    public TimeSpan? ClockLeadOf(PeerId peer) => _peers.TryGet(peer, out KnownPeer? known) && known.IsShown && known.Version != default ? known.ClockLead : null;

    /// <summary>The number of the newest presence heard of a peer in its present run; 0 when it is not there or has not said anything.</summary>
    public ulong HeardOf(PeerId peer) => _peers.TryGet(peer, out KnownPeer? known) && known.IsShown ? known.Version.Sequence : 0;

    /// <summary>This node's links, for its own presence. Of two nodes the one with the lower identity tells, so that each link is told once.</summary>
    public PresenceNeighbour[] OwnNeighbours(PeerId self) =>
        [.. _links.Neighbours.Where(link => self.CompareTo(link.Peer) < 0).Take(ProtocolLimits.PresenceNeighboursMax).Select(link => PresenceNeighbour.Of(link.Peer, link.RoundTrip.Smoothed))];

    /// <summary>A presence was taken in.</summary>
    public void OnPresence(PeerId peer, ulong incarnation, ulong sequence, ulong hlc, PresenceBody body, int hops)
    {
        KnownPeer known = Open(peer);
        bool isOld = known.Version.Incarnation == incarnation ? sequence <= known.Version.Sequence : hlc <= known.Hlc;
        if (isOld && known.Version != default)
        {
            return;
        }

        bool isFormerRun = known.Version != default && known.Version.Incarnation != incarnation;
        if (isFormerRun)
        {
            Interests.OnNewRun();
        }

        known.Version = (incarnation, sequence);
        known.Hlc = hlc;
        known.ClockLead = TimeSpan.FromMilliseconds((long)(hlc >> HybridClock.CounterBits) - _turn.WallMilliseconds);
        if (body.IsLeaving)
        {
            Leave(known, saidGoodbye: true);
            return;
        }

        known.Interest = body.Interest;
        bool isChanged = known.Name != body.Name || !known.Rooms.SequenceEqual(body.Rooms) || !SameLinks(known.Neighbours, body.Neighbours);
        known.Neighbours = body.Neighbours;
        known.Name = body.Name;
        known.Rooms = body.Rooms;
        known.Hops = known.IsNeighbour ? 1 : hops;
        if (!known.IsNeighbour)
        {
            Expire(known, _turn.Now + TimeSpan.FromSeconds(body.IntervalSeconds * 2) + Grace);
        }

        Show(known, isChanged || isFormerRun);
    }

    /// <summary>Somebody became a neighbour.</summary>
    public void OnNeighbourUp(LinkState link)
    {
        KnownPeer known = Open(link.Peer);
        known.IsNeighbour = true;
        Interests.Set(known.Id, known.Interest);
        known.Expires = MeshInstant.Never;
        bool isNearer = known.Hops != 1;
        known.Hops = 1;
        if (known.Name.Length == 0)
        {
            known.Name = link.Hello!.Value.Name;
        }

        // In a closed network the name comes with the presence, a moment later.
        if (known.Name.Length > 0)
        {
            Show(known, isNearer);
        }
    }

    /// <summary>A neighbour is lost.</summary>
    public void OnNeighbourDown(LinkState link, bool saidGoodbye)
    {
        if (!_peers.TryGet(link.Peer, out KnownPeer? known))
        {
            return;
        }

        known.IsNeighbour = false;
        _aloneSince = _turn.Now;
        if (saidGoodbye)
        {
            Leave(known, saidGoodbye: true);
            return;
        }

        Expire(known, _turn.Now + (ProtocolLimits.PresenceTime * 2) + Grace);
        Plan(_turn.Now + ProtocolLimits.FlapTime);
    }

    /// <summary>Shows who is gone.</summary>
    public void OnDeadline()
    {
        if (_turn.Now < _planned)
        {
            // A timer that an earlier one overtook; were it to plan again, every flap would leave one more for ever.
            return;
        }

        _planned = MeshInstant.Never;
        bool isAlone = _links.NeighbourCount == 0 && _turn.Now - _aloneSince >= ProtocolLimits.FlapTime;
        MeshInstant next = _links.NeighbourCount == 0 && !isAlone ? _aloneSince + ProtocolLimits.FlapTime : MeshInstant.Never;
        foreach (KnownPeer known in _peers.Values)
        {
            if (!known.IsNeighbour && (isAlone || known.Expires <= _turn.Now))
            {
                Leave(known, saidGoodbye: false);
            }
            else
            {
                next = MeshInstant.Min(next, known.Expires);
            }
        }

        if (next != MeshInstant.Never)
        {
            Plan(next);
        }
    }

    private KnownPeer Open(PeerId peer)
    {
        if (_peers.TryGet(peer, out KnownPeer? known))
        {
            return known;
        }

        // Neighbours stay, and who is gone goes before who is here: names that anybody can make up push out nobody near.
        if (_peers.IsFull && (_peers.Values.FirstOrDefault(other => !other.IsShown && !other.IsNeighbour)
            ?? _peers.Values.FirstOrDefault(other => !other.IsNeighbour)) is { } evicted)
        {
            _turn.Trace(TraceKind.Evicted);
            _peers.Remove(evicted.Id);
            Leave(evicted, saidGoodbye: false);
        }

        known = new KnownPeer(peer);
        _peers.Set(peer, known);
        return known;
    }

    private void Show(KnownPeer known, bool isChanged)
    {
        Interests.Set(known.Id, known.Interest);
        if (!known.IsShown)
        {
            known.IsShown = true;
            Tell(PresenceChangeKind.Appeared, known, saidGoodbye: false);
        }
        else if (isChanged)
        {
            Tell(PresenceChangeKind.Changed, known, saidGoodbye: false);
        }
    }

    private void Leave(KnownPeer known, bool saidGoodbye)
    {
        if (known.IsShown)
        {
            known.IsShown = false;
            Tell(PresenceChangeKind.Left, known, saidGoodbye);
        }

        Interests.Remove(known.Id);

        // Remembered without being shown, so that an old presence that still wanders about does not bring it back.
        known.Expires = MeshInstant.Never;
    }

    private void Tell(PresenceChangeKind kind, KnownPeer known, bool saidGoodbye) =>
        _turn.Outbox.Add(new MeshOutput(
            MeshOutputKind.Presence,
            Peer: known.Id,
            Body: new PresenceChange(kind, known.Id, known.Name, known.Rooms, known.Neighbours, known.Hops, saidGoodbye)));

    // Round trips change all the time; who is linked with whom is news, how fast is told along with it.
    private static bool SameLinks(PresenceNeighbour[] left, PresenceNeighbour[] right) =>
        left.Length == right.Length && left.All(link => Array.Exists(right, other => other.Peer == link.Peer));

    private void Expire(KnownPeer known, MeshInstant at)
    {
        known.Expires = at;
        Plan(at);
    }

    private void Plan(MeshInstant due)
    {
        if (due < _planned)
        {
            _planned = due;
            _deadlines.Set(due, TimerKind.PresenceSweep);
        }
    }
}
