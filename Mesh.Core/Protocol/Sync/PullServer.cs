using Mesh.Protocol.Gossip;
using Mesh.Protocol.Neighbours;
using Mesh.Wire;

namespace Mesh.Protocol.Sync;

/// <summary>
/// Serves what neighbours pull, within a window of unacknowledged bytes per link, so that chat never waits behind history
/// (docs/protocol.md, "Synchronisation"; the window grows as in LEDBAT, RFC 6817, while acknowledgements come fast).
/// </summary>
internal sealed class PullServer
{
    private static readonly TimeSpan QueueingDelayMax = TimeSpan.FromMilliseconds(50);

    private readonly Turn _turn;
    private readonly BundleStore _store;
    private readonly PayloadSender _sender;
    private readonly Dictionary<LinkId, Session> _sessions = [];

    /// <summary>Makes the server of a node.</summary>
    public PullServer(Turn turn, BundleStore store, PayloadSender sender)
    {
        _turn = turn;
        _store = store;
        _sender = sender;
    }

    /// <summary>A link is gone.</summary>
    public void OnLinkGone(LinkState link) => _sessions.Remove(link.Id);

    /// <summary>A neighbour asks for ranges. What passes the limit is dropped; the neighbour asks again.</summary>
    public void OnPull(LinkState link, in PullRecord record)
    {
        Session session = Open(link);
        foreach (PullRange range in record.Ranges)
        {
            if (session.Ranges.Count < ProtocolLimits.PullsWaitingMax && _store.Find(range.Stream) is not null)
            {
                session.Ranges.AddLast(range);
            }
        }

        Serve(link, session);
    }

    /// <summary>A neighbour asks for single bundles.</summary>
    public void OnWant(LinkState link, in WantRecord record)
    {
        Session session = Open(link);
        foreach (ulong shortId in record.Shorts)
        {
            if (session.Ranges.Count < ProtocolLimits.PullsWaitingMax && _store.Entry(shortId) is { } entry)
            {
                session.Ranges.AddLast(new PullRange(entry.Stream, entry.Core.First, entry.Core.Last));
            }
        }

        Serve(link, session);
    }

    /// <summary>A neighbour has received so many synchronisation bytes on this link in all, pulled or not: it cannot tell which it was sent for a PULL.</summary>
    public void OnAck(LinkState link, in AckRecord record)
    {
        Session session = Open(link);
        if (record.SyncBytes > session.Acknowledged && record.SyncBytes <= link.SyncSent)
        {
            session.Acknowledged = record.SyncBytes;
            if (session.Acknowledged >= session.WindowEnd)
            {
                TimeSpan took = _turn.Now - session.WindowBegan;
                bool isFast = took <= QueueingDelayMax + (link.RoundTrip.Smoothed ?? TimeSpan.Zero) + ProtocolLimits.AckDelay;
                session.Window = Math.Clamp(isFast ? session.Window * 2 : session.Window / 2, ProtocolLimits.SyncWindowBytesMin, ProtocolLimits.SyncWindowBytesMax);
                session.BeginWindow(_turn.Now);
            }

            Serve(link, session);
        }
    }

    private Session Open(LinkState link)
    {
        if (!_sessions.TryGetValue(link.Id, out Session? session))
        {
            session = new Session();
            session.BeginWindow(_turn.Now);
            _sessions.Add(link.Id, session);
        }

        return session;
    }

    private void Serve(LinkState link, Session session)
    {
        while (link.SyncSent - session.Acknowledged < (ulong)session.Window && session.Ranges.First is { } first)
        {
            PullRange range = first.Value;
            session.Ranges.RemoveFirst();
            if (Next(range) is not { } entry)
            {
                continue;
            }

            ReadOnlyMemory<byte> record = _sender.Encode(entry, BundleFlags.Sync);
            _sender.Send(link, entry, record, isSync: true);
            if (entry.Core.Last < range.Last)
            {
                session.Ranges.AddFirst(range with { First = entry.Core.Last + 1 });
            }
        }
    }

    private BundleEntry? Next(PullRange range)
    {
        BundleEntry? entry = _store.Find(range.Stream)?.EntryFrom(range.First);
        return entry is not null && entry.Core.First <= range.Last ? entry : null;
    }

    private sealed class Session
    {
        public LinkedList<PullRange> Ranges { get; } = new();

        public ulong Acknowledged { get; set; }

        public long Window { get; set; } = ProtocolLimits.SyncWindowBytesMin;

        public ulong WindowEnd { get; private set; }

        public MeshInstant WindowBegan { get; private set; }

        public void BeginWindow(MeshInstant now)
        {
            WindowBegan = now;
            WindowEnd = Acknowledged + (ulong)Window;
        }
    }
}
