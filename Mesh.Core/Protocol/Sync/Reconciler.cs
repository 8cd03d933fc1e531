using System.Buffers.Binary;
using Mesh.Protocol.Gossip;
using Mesh.Protocol.Neighbours;
using Mesh.Wire;

namespace Mesh.Protocol.Sync;

/// <summary>
/// Finds what a neighbour has and this node lacks, and pulls it (docs/protocol.md, "Synchronisation"): heads on link-up,
/// a fingerprint with a random neighbour every half minute, and gaps as they show. A claim is a hint for one request and is not stored.
/// </summary>
internal sealed class Reconciler
{
    /// <summary>Attempts to fill one gap before it rests for ten minutes; what nobody holds any more stays a gap.</summary>
    private const int GapAttemptsMax = 6;

    /// <summary>Unknown streams that were asked for lately.</summary>
    private const int AskedMax = 4_096;

    /// <summary>Whoever was asked for a stream and sent nothing leaves the next turns to others.</summary>
    private const int SameLinkTurns = 3;

    private readonly Turn _turn;
    private readonly DeadlineQueue _deadlines;
    private readonly MeshRandom _random;
    private readonly LinkTable _links;
    private readonly BundleStore _store;
    private readonly Author _author;
    private readonly BoundedMap<StreamId, (LinkId Link, MeshInstant At)> _asked = new(AskedMax);
    private bool _isFollowUpPlanned;

    /// <summary>Makes the reconciler of a node.</summary>
    public Reconciler(Turn turn, DeadlineQueue deadlines, MeshRandom random, LinkTable links, BundleStore store, Author author)
    {
        _turn = turn;
        _deadlines = deadlines;
        _random = random;
        _links = links;
        _store = store;
        _author = author;
        PlanComparison();
    }

    /// <summary>A link began to serve: tells what this node has. When it takes over from another link, the peer is asked too: what was pulled there may have been lost with it.</summary>
    public void OnNeighbourUp(LinkState link, bool isSuccessor) => SendHeads(link, wantsAnswer: isSuccessor);

    /// <summary>A neighbour tells what it has.</summary>
    public void OnHeads(LinkState link, in HeadsRecord record)
    {
        List<PullRange> ranges = [];
        foreach (StreamHead head in record.Heads)
        {
            Compare(link, head, ranges);
        }

        Pull(link, ranges);
        if (record.WantsAnswer && link.HeadsBudget.TryTake(1, _turn.Now))
        {
            SendHeads(link, wantsAnswer: false);
        }
    }

    /// <summary>A neighbour's fingerprint: equal means nothing to do, else both tell their heads.</summary>
    public void OnFingerprint(LinkState link, in FingerprintRecord record)
    {
        if (link.HeadsBudget.TryTake(1, _turn.Now) && record.Fingerprint != Fingerprint(Heads()))
        {
            SendHeads(link, wantsAnswer: true);
        }
    }

    /// <summary>A bundle was taken in, perhaps leaving a gap before it.</summary>
    public void OnTaken(StreamState stream)
    {
        if (stream.Class != ServiceClass.Durable)
        {
            return;
        }

        if (stream.Held.IsWhole && stream.Highest >= stream.Hint)
        {
            stream.PullAttempts = 0;
        }
        else
        {
            PlanGap(stream, ProtocolLimits.GapPatience);
        }
    }

    /// <summary>An author's bundle was dropped for its rate: it is pulled when there is time.</summary>
    public void OnLeftForSync(StreamState stream, ulong last)
    {
        if (!_store.IsGreedy(stream.Id.Origin))
        {
            stream.Hint = Math.Max(stream.Hint, last);
            PlanGap(stream, ProtocolLimits.HoldBack);
        }
    }

    /// <summary>Looks at a stream's gaps.</summary>
    public void OnGapDeadline(StreamState stream)
    {
        stream.IsGapPlanned = false;
        ulong highest = Math.Max(stream.Highest, stream.Hint);
        if (stream.IsForked || (stream.Held.IsWhole && stream.Highest >= highest))
        {
            return;
        }

        if (_turn.Now < stream.NextPull)
        {
            PlanGap(stream, stream.NextPull - _turn.Now);
            return;
        }

        LinkState[] neighbours = [.. _links.Neighbours];
        if (neighbours.Length == 0)
        {
            return;
        }

        // The author has it for certain and is asked every other time when it is a neighbour; else all in turn, so that whoever has it is asked soon.
        LinkState? author = stream.PullAttempts % 2 == 0 ? _links.Neighbour(stream.Id.Origin) : null;
        LinkState link = author ?? neighbours[(stream.Number + stream.PullAttempts) % neighbours.Length];
        List<PullRange> ranges = [];
        AddMissing(stream, highest, ranges);
        Pull(link, ranges);
        if (stream.PullAttempts < GapAttemptsMax)
        {
            PlanGap(stream, stream.NextPull - _turn.Now);
        }
        else
        {
            // Nobody has it, or it was never there. Equal heads hide a gap from every comparison, so it is asked for again now and then.
            stream.Hint = 0;
            stream.NextPull = _turn.Now + ProtocolLimits.GapRest;
            PlanGap(stream, ProtocolLimits.GapRest);
        }
    }

    /// <summary>Compares with a random neighbour, in the regular rhythm or once after something was pulled.</summary>
    public void OnCompareDeadline(bool isFollowUp)
    {
        LinkState[] neighbours = [.. _links.Neighbours];
        if (neighbours.Length > 0)
        {
            _turn.Send(neighbours[_random.Next(neighbours.Length)].Id, SendClass.Control, new FingerprintRecord(Fingerprint(Heads())));
        }

        if (isFollowUp)
        {
            _isFollowUpPlanned = false;
        }
        else
        {
            PlanComparison();
        }
    }

    /// <summary>The first sixteen bytes of SHA-256 over all heads in ascending order.</summary>
    private static Id128 Fingerprint(IReadOnlyList<StreamHead> heads)
    {
        const int HeadBytes = 48;
        byte[] bytes = new byte[heads.Count * HeadBytes];
        Span<byte> rest = bytes;
        foreach (StreamHead head in heads.OrderBy(head => head.Stream))
        {
            head.Stream.Origin.Write(rest);
            BinaryPrimitives.WriteUInt64BigEndian(rest[16..], head.Stream.Incarnation);
            head.Stream.Room.Write(rest[24..]);
            BinaryPrimitives.WriteUInt64BigEndian(rest[40..], head.Sequence);
            rest = rest[HeadBytes..];
        }

        return Digest.Of(bytes).Prefix;
    }

    /// <summary>The streams heard last, at most 1,024 in 256 rooms.</summary>
    private StreamHead[] Heads()
    {
        HashSet<RoomId> rooms = [];
        return [.. _store.Streams
            .Where(stream => stream.Highest > 0 && !stream.IsForked && (stream.Class == ServiceClass.Durable || stream.Entries.Count > 0))
            .OrderByDescending(stream => stream.LastHeard)
            .Where(stream => rooms.Contains(stream.Id.Room) || (rooms.Count < WireLimits.RoomsMax && rooms.Add(stream.Id.Room)))
            .Take(ProtocolLimits.HeadsMax)
            .Select(stream => new StreamHead(stream.Id, stream.Highest))];
    }

    private void SendHeads(LinkState link, bool wantsAnswer)
    {
        StreamHead[] heads = Heads();
        RoomId[] rooms = [.. heads.Select(head => head.Stream.Room).Distinct()];
        _turn.Send(link.Id, SendClass.Sync, new HeadsRecord(wantsAnswer, heads, rooms));
    }

    private void Compare(LinkState link, StreamHead head, List<PullRange> ranges)
    {
        if (head.Sequence == 0 || _author.IsOwn(head.Stream))
        {
            return;
        }

        StreamState? stream = _store.Find(head.Stream);
        if (head.Stream.Room == RoomId.Topics || stream is { Class: ServiceClass.Private })
        {
            // Nobody stores these, so nobody can have them to give.
            return;
        }

        bool isPresence = head.Stream.Room == RoomId.Presence;
        if (stream is null || isPresence)
        {
            if ((stream is null || stream.Highest < head.Sequence) && MayAsk(link, head.Stream))
            {
                ranges.Add(new PullRange(head.Stream, isPresence ? head.Sequence : 1, head.Sequence));
            }
        }
        else if (!stream.IsForked && (stream.Highest < head.Sequence || !stream.Held.IsWhole) && _turn.Now >= stream.NextPull)
        {
            AddMissing(stream, Math.Max(stream.Highest, head.Sequence), ranges);
            PlanGap(stream, ProtocolLimits.PullTime);
        }
    }

    /// <summary>Whether nobody else who is still there was asked for the stream just now: several links that come up together are not all to send the same.</summary>
    private bool MayAsk(LinkState link, StreamId stream)
    {
        if (_asked.TryGet(stream, out (LinkId Link, MeshInstant At) asked)
            && _turn.Now - asked.At < (asked.Link == link.Id ? ProtocolLimits.PullTime * SameLinkTurns : ProtocolLimits.PullTime)
            && _links.Find(asked.Link) is { Phase: LinkPhase.Neighbour })
        {
            return false;
        }

        _asked.Set(stream, (link.Id, _turn.Now));
        if (!_isFollowUpPlanned)
        {
            _isFollowUpPlanned = true;
            _deadlines.Set(_turn.Now + ProtocolLimits.PullTime, TimerKind.Compare, subject: 1);
        }

        return true;
    }

    private void AddMissing(StreamState stream, ulong highest, List<PullRange> ranges)
    {
        ranges.AddRange(stream.Held.Missing(highest).Select(missing => new PullRange(stream.Id, missing.First, missing.Last)));
        stream.PullAttempts++;
        TimeSpan wait = ProtocolLimits.PullTime * (1 << Math.Min(stream.PullAttempts - 1, 5));
        stream.NextPull = _turn.Now + (wait < ProtocolLimits.PullRetryMax ? wait : ProtocolLimits.PullRetryMax);
    }

    private void Pull(LinkState link, List<PullRange> ranges)
    {
        // Presence first, so that whoever wrote what follows has a name.
        foreach (PullRange[] part in ranges.OrderBy(range => range.Stream.Room != RoomId.Presence).Chunk(WireLimits.PullRangesMax))
        {
            _turn.Send(link.Id, SendClass.Control, new PullRecord(part));
            _turn.Trace(TraceKind.Pulled, link.Id, part.Length);
        }
    }

    private void PlanGap(StreamState stream, TimeSpan wait)
    {
        if (!stream.IsGapPlanned)
        {
            stream.IsGapPlanned = true;
            _deadlines.Set(_turn.Now + wait, TimerKind.Gap, stream.Number);
        }
    }

    private void PlanComparison()
    {
        TimeSpan wait = _random.NextTime(ProtocolLimits.CompareTime * 7 / 10, ProtocolLimits.CompareTime * 13 / 10);
        _deadlines.Set(_turn.Now + wait, TimerKind.Compare);
    }
}
