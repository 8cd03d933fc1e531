using Mesh.Diagnostics;
using Mesh.Protocol;
using Mesh.Transports;
using Microsoft.Extensions.Logging;

namespace Mesh.Hosting;

/// <summary>The links that stand, by number. Belongs to the pump; only <see cref="LinkDriver"/>s run beside it.</summary>
internal sealed class LinkTable
{
    private readonly NodeInbox _inbox;
    private readonly NodeClock _clock;
    private readonly RunningTasks _tasks;
    private readonly MeshMetrics _metrics;
    private readonly ILogger _logger;
    private readonly int _linksMax;
    private readonly SortedDictionary<LinkId, Entry> _links = [];
    private readonly List<LinkDriver> _unflushed = [];
    private int _lastId;
    private string? _closedFor;

    /// <param name="inbox">Where links deliver.</param>
    /// <param name="clock">The node's clock.</param>
    /// <param name="tasks">Keeps the drivers' loops.</param>
    /// <param name="metrics">Counters.</param>
    /// <param name="logger">The node's log.</param>
    /// <param name="linksMax">Most links that may stand at once, decided or not.</param>
    public LinkTable(NodeInbox inbox, NodeClock clock, RunningTasks tasks, MeshMetrics metrics, ILogger logger, int linksMax)
    {
        _inbox = inbox;
        _clock = clock;
        _tasks = tasks;
        _metrics = metrics;
        _logger = logger;
        _linksMax = linksMax;
    }

    public int Count => _links.Count;

    /// <summary>What waits to leave on all links together, in bytes, with the cost of keeping it.</summary>
    public long QueuedBytes => _links.Values.Sum(entry => (long)entry.Driver.QueuedBytes);

    /// <summary>Takes in a link, or closes it at once where there is no room or the node stops.</summary>
    /// <returns>The driver, to be started when the machine knows the link; null when there was no room.</returns>
    public LinkDriver? Add(ILink link)
    {
        LinkDriver driver = new(new LinkId(_lastId + 1), link, _inbox, _clock, _metrics, _logger);
        if (_closedFor is not null || _links.Count >= _linksMax)
        {
            string reason = _closedFor ?? "full: too many links at once";
            _tasks.Start(async () =>
            {
                await link.CloseAsync(reason).ConfigureAwait(OwnContext.Kept);
                await link.DisposeAsync().ConfigureAwait(OwnContext.Kept);
            });
            return null;
        }

        _lastId++;
        _links.Add(driver.Id, new Entry(driver));
        _metrics.LinkOpened();
        return driver;
    }

    public void Start(LinkDriver driver, CancellationToken cancellationToken) => _tasks.Start(() => driver.RunAsync(cancellationToken));

    /// <summary>The driver of a link, or null when it has ended.</summary>
    public LinkDriver? Find(LinkId id) => _links.TryGetValue(id, out Entry? entry) ? entry.Driver : null;

    /// <returns>False when the link was not there: its end is told once.</returns>
    public bool Remove(LinkDriver driver)
    {
        bool removed = _links.Remove(driver.Id);
        if (removed)
        {
            _metrics.LinkClosed();
        }

        return removed;
    }

    /// <summary>Queues a record; links that have ended since take nothing.</summary>
    public void Send(LinkId id, ReadOnlySpan<byte> record, SendClass sendClass, long tag)
    {
        if (_links.TryGetValue(id, out Entry? entry))
        {
            entry.Driver.Send(record, sendClass, tag);
            if (!entry.IsUnflushed)
            {
                entry.IsUnflushed = true;
                _unflushed.Add(entry.Driver);
            }
        }
    }

    /// <summary>Lets every link send what was queued since the last flush.</summary>
    public void Flush()
    {
        foreach (LinkDriver driver in _unflushed)
        {
            driver.Flush();
            if (_links.TryGetValue(driver.Id, out Entry? entry))
            {
                entry.IsUnflushed = false;
            }
        }

        _unflushed.Clear();
    }

    /// <summary>Closes every link, and every one that would still come up.</summary>
    public void CloseAll(string reason)
    {
        _closedFor = reason;
        foreach (Entry entry in _links.Values)
        {
            entry.Driver.Close(reason);
        }
    }

    /// <summary>Bytes that came and left on a link; none when it has ended.</summary>
    public (long Received, long Sent) TrafficOf(LinkId id) =>
        _links.TryGetValue(id, out Entry? entry) ? (entry.Driver.Link.ReceivedBytes, entry.Driver.Link.SentBytes) : default;

    /// <summary>A whole message of the link is being handled, which the machine sees for itself.</summary>
    public void NoteFrame(LinkId id)
    {
        if (_links.TryGetValue(id, out Entry? entry))
        {
            entry.BytesTold = entry.Driver.Link.ReceivedBytes;
        }
    }

    /// <summary>The links on which bytes arrived that the machine has not been told of, at most once in <see cref="NodeLimits.BytesReportInterval"/> each.</summary>
    public void CollectUntoldBytes(MeshInstant now, List<LinkId> links)
    {
        links.Clear();
        foreach ((LinkId id, Entry entry) in _links)
        {
            long received = entry.Driver.Link.ReceivedBytes;
            if (received != entry.BytesTold && now - entry.ToldAt >= NodeLimits.BytesReportInterval)
            {
                entry.BytesTold = received;
                entry.ToldAt = now;
                links.Add(id);
            }
        }
    }

    private sealed class Entry(LinkDriver driver)
    {
        public LinkDriver Driver { get; } = driver;

        public bool IsUnflushed { get; set; }

        public long BytesTold { get; set; }

        public MeshInstant ToldAt { get; set; }
    }
}
