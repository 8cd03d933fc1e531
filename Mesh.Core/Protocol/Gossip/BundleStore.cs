using Mesh.Wire;

namespace Mesh.Protocol.Gossip;

/// <summary>
/// The streams that are known and the bundles that are held in memory: what a late joiner or a healed partition gets.
/// Bounded in streams and bytes; when full, the oldest bundle of the author who uses most goes first.
/// </summary>
internal sealed class BundleStore
{
    private readonly Turn _turn;
    private readonly long _bytesMax;
    private readonly Dictionary<StreamId, StreamState> _streams = [];
    private readonly List<StreamState> _order = [];
    private readonly Dictionary<long, StreamState> _byNumber = [];
    private readonly Dictionary<ulong, BundleEntry> _byShort = [];
    private readonly BoundedMap<ulong, BundleId> _recent = new(ProtocolLimits.RecentBundlesMax);
    private readonly RecentEvents _events = new();
    private readonly Dictionary<PeerId, AuthorShare> _shares = [];
    private readonly List<AuthorShare> _shareOrder = [];
    private readonly Dictionary<PeerId, int> _streamsOf = [];
    private long _bytes;
    private long _lastNumber;

    /// <summary>Makes an empty store of at most <paramref name="bytesMax"/> bytes.</summary>
    public BundleStore(Turn turn, long bytesMax)
    {
        _turn = turn;
        _bytesMax = bytesMax;
    }

    /// <summary>Told of each stream that is forgotten.</summary>
    public Action<StreamState> Forgotten { get; set; } = static _ => { };

    /// <summary>Every stream, in the order in which they became known.</summary>
    public IReadOnlyList<StreamState> Streams => _order;

    /// <summary>Bundles held; events apart.</summary>
    public int HeldCount => _byShort.Count;

    /// <summary>Bytes that the bundles held are counted with.</summary>
    public long Bytes => _bytes;

    /// <summary>The stream, or null.</summary>
    public StreamState? Find(StreamId id) => _streams.GetValueOrDefault(id);

    /// <summary>The stream of that number, or null.</summary>
    public StreamState? Find(long number) => _byNumber.GetValueOrDefault(number);

    /// <summary>The bundle held under a short id, or null.</summary>
    public BundleEntry? Entry(ulong shortId) => _byShort.GetValueOrDefault(shortId) ?? _events.Find(shortId);

    /// <summary>Whether a bundle announced by its short id was taken in lately, still held or not.</summary>
    public bool IsKnown(ulong shortId) => _byShort.ContainsKey(shortId) || _recent.Contains(shortId);

    /// <summary>Whether this very bundle was taken in lately. A short id alone would let an author hide one of two bundles whose ids begin alike.</summary>
    public bool IsKnown(BundleId id) =>
        (_byShort.TryGetValue(id.Short, out BundleEntry? entry) && entry.Bundle.Id == id)
        || (_recent.TryGet(id.Short, out BundleId recent) && recent == id);

    /// <summary>Whether an author takes more than a quarter of the store: then nothing more of it is pulled on a mere hint.</summary>
    public bool IsGreedy(PeerId author) => _shares.TryGetValue(author, out AuthorShare? share) && share.Bytes > _bytesMax / 4;

    /// <summary>The stream, made when it is new. When there are too many, the author with most of them loses the one heard longest ago.</summary>
    public StreamState Open(StreamId id, ServiceClass serviceClass, bool isOwn = false)
    {
        if (_streams.TryGetValue(id, out StreamState? stream))
        {
            return stream;
        }

        if (_streams.Count >= ProtocolLimits.StreamsMax && WorstStream() is { } worst)
        {
            _turn.Trace(TraceKind.Evicted);
            Forget(worst);
        }

        stream = new StreamState(++_lastNumber, id, serviceClass, _turn.Now) { IsOwn = isOwn };
        _streamsOf[id.Origin] = _streamsOf.GetValueOrDefault(id.Origin) + 1;
        _streams.Add(id, stream);
        _byNumber.Add(stream.Number, stream);
        _order.Add(stream);
        return stream;
    }

    /// <summary>Marks a bundle's numbers as held and keeps it.</summary>
    /// <returns>False when the stream has too many gaps to take it now.</returns>
    public bool Add(StreamState stream, BundleEntry entry)
    {
        if (stream.Window is { } window)
        {
            bool isNewest = entry.Core.Last > window.Highest;
            window.Add(entry.Core.Last);
            _recent.Set(entry.Short, entry.Bundle.Id);
            if (isNewest && stream.Id.Room == RoomId.Presence)
            {
                KeepNewest(stream, entry);
            }
            else if (stream.Id.Room == RoomId.Topics)
            {
                _events.Add(entry, _turn.Now);
            }
        }
        else
        {
            if (!stream.Held.Add(entry.Core.First, entry.Core.Last))
            {
                return false;
            }

            _recent.Set(entry.Short, entry.Bundle.Id);
            stream.Entries.Insert(stream.PlaceFrom(entry.Core.First), entry);
            Count(entry);
        }

        stream.LastHeard = _turn.Now;
        EvictOverflow();
        return true;
    }

    /// <summary>The entries of a room, ordered by clock, origin, incarnation and number.</summary>
    public IReadOnlyList<BundleEntry> Room(RoomId room) =>
        _order.Where(stream => stream.Id.Room == room)
            .SelectMany(stream => stream.Entries)
            .OrderBy(entry => entry.Core.Messages[0].Hlc)
            .ThenBy(entry => entry.Stream)
            .ThenBy(entry => entry.Core.First)
            .ToArray();

    /// <summary>Forgets streams that were not heard of for a day.</summary>
    public void Expire()
    {
        foreach (StreamState stream in _order.Where(stream => !stream.IsOwn && _turn.Now - stream.LastHeard > ProtocolLimits.StreamLife).ToArray())
        {
            Forget(stream);
        }
    }

    /// <summary>A new presence stream replaces the one of an earlier run of the same node.</summary>
    private void KeepNewest(StreamState stream, BundleEntry entry)
    {
        foreach (BundleEntry former in stream.Entries)
        {
            Uncount(former);
        }

        stream.Entries.Clear();
        stream.Entries.Add(entry);
        Count(entry);
    }

    private void Count(BundleEntry entry)
    {
        entry.IsHeld = true;
        _byShort[entry.Short] = entry;
        if (entry.Core.Room == RoomId.Presence)
        {
            // One for each stream; bounded with the streams.
            return;
        }

        _bytes += entry.Cost;
        if (!_shares.TryGetValue(entry.Bundle.Origin, out AuthorShare? share))
        {
            share = new AuthorShare(entry.Bundle.Origin);
            _shares.Add(entry.Bundle.Origin, share);
            _shareOrder.Add(share);
        }

        share.Bytes += entry.Cost;
        share.Entries.Enqueue(entry);
    }

    private void Uncount(BundleEntry entry)
    {
        // By the entry itself: two bundles of one short id are two bundles.
        entry.IsHeld = false;
        if (_byShort.GetValueOrDefault(entry.Short) == entry)
        {
            _byShort.Remove(entry.Short);
        }

        if (entry.Core.Room == RoomId.Presence)
        {
            return;
        }

        _bytes -= entry.Cost;
        AuthorShare share = _shares[entry.Bundle.Origin];
        share.Bytes -= entry.Cost;
        while (share.Entries.Count > 0 && !share.Entries.Peek().IsHeld)
        {
            share.Entries.Dequeue();
        }

        if (share.Entries.Count == 0)
        {
            _shares.Remove(share.Author);
            _shareOrder.Remove(share);
        }
    }

    private void EvictOverflow()
    {
        while (_bytes > _bytesMax)
        {
            AuthorShare greediest = _shareOrder[0];
            foreach (AuthorShare share in _shareOrder)
            {
                greediest = share.Bytes > greediest.Bytes ? share : greediest;
            }

            BundleEntry oldest = greediest.Entries.Dequeue();
            StreamState stream = _streams[oldest.Stream];
            stream.Entries.RemoveAt(stream.PlaceFrom(oldest.Core.First));
            Uncount(oldest);
            _turn.Trace(TraceKind.Evicted, number: (long)oldest.Short);
        }
    }

    private StreamState? WorstStream()
    {
        StreamState? worst = null;
        int most = 0;
        foreach (StreamState stream in _order)
        {
            int count = stream.IsOwn ? 0 : _streamsOf[stream.Id.Origin];
            if (count > most || (count == most && worst is not null && stream.LastHeard < worst.LastHeard))
            {
                worst = stream;
                most = count;
            }
        }

        return worst;
    }

    private void Forget(StreamState stream)
    {
        Forgotten(stream);
        foreach (BundleEntry entry in stream.Entries)
        {
            Uncount(entry);
        }

        stream.Entries.Clear();
        int left = _streamsOf[stream.Id.Origin] - 1;
        if (left > 0)
        {
            _streamsOf[stream.Id.Origin] = left;
        }
        else
        {
            _streamsOf.Remove(stream.Id.Origin);
        }

        _streams.Remove(stream.Id);
        _byNumber.Remove(stream.Number);
        _order.Remove(stream);
    }

    private sealed class AuthorShare(PeerId author)
    {
        public PeerId Author { get; } = author;

        public long Bytes { get; set; }

        public Queue<BundleEntry> Entries { get; } = new();
    }
}
