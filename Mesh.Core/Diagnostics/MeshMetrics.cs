using System.Diagnostics.Metrics;

namespace Mesh.Diagnostics;

/// <summary>
/// What one node counts, on a meter "Mesh" of its own. Thread-safe. Tags are small enumerations, never a peer or a name. All but the histogram is asked
/// for by whoever reads (<see cref="Tally"/>).
/// </summary>
internal sealed class MeshMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Mesh";

    private const string FrameUnit = "{frame}";
    private const string RecordUnit = "{record}";
    private const string ByteUnit = "By";
    private const string LinkUnit = "{link}";
    private const string PeerUnit = "{peer}";
    private const string PacketUnit = "{packet}";
    private const string MessageUnit = "{message}";
    private const string BundleUnit = "{bundle}";
    private const string EventUnit = "{event}";

    private static readonly string[] Verdicts = ["ignored", "rejected", "rate-limited"];
    private static readonly string[] Events = ["grafted", "pruned", "payload-overdue", "pulled", "evicted", "suspect"];
    private static readonly string[] DialOutcomes =
    [
        "linked", "refused", "timed-out", "unreachable", "forbidden", "not-mesh", "rejected", "wrong-peer", "self", "broken", "violation",
    ];

    /// <summary>1 ms to 5 s: a switch answers in less than the first, and a link that takes longer than the last is given up soon.</summary>
    private static readonly double[] RoundTripBounds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

    private readonly Meter _meter;
    private readonly Tally _framesReceived;
    private readonly Tally _framesSent;
    private readonly Tally _recordsSent;
    private readonly Tally _bytesReceived;
    private readonly Tally _bytesSent;
    private readonly Tally _links = new();
    private readonly TallyTable _dials;
    private readonly Tally _messagesDelivered;
    private readonly Tally _messagesPublished;
    private readonly Tally _topicEventsDelivered;
    private readonly Tally _topicEventsLost;
    private readonly Tally _topicEventsDropped;
    private readonly Tally _bundlesTaken;
    private readonly Tally _bundlesDuplicate;
    private readonly TallyTable _refusals;
    private readonly TallyTable _events;
    private readonly Histogram<double> _roundTrip;
    private volatile NodeLevels _levels = NodeLevels.None;

    /// <param name="meters">Makes the meter; null for one that belongs to nobody else.</param>
    public MeshMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(new MeterOptions(MeterName)) ?? new Meter(MeterName);
        _framesReceived = Counter("mesh.frames.received", FrameUnit, "Whole messages that arrived on links.");
        _framesSent = Counter("mesh.frames.sent", FrameUnit, "Messages handed to the operating system.");
        _recordsSent = Counter("mesh.records.sent", RecordUnit, "Records in those messages.");
        _bytesReceived = Counter("mesh.link.received", ByteUnit, "Bytes of messages that arrived on links, without framing and encryption.");
        _bytesSent = Counter("mesh.link.sent", ByteUnit, "Bytes of messages sent on links, without framing and encryption.");
        _dials = Counter("mesh.dials", "{dial}", "Dials that ended, by outcome.", "outcome", DialOutcomes);
        _messagesDelivered = Counter("mesh.messages.delivered", MessageUnit, "Messages of others handed to the application.");
        _messagesPublished = Counter("mesh.messages.published", MessageUnit, "Own messages numbered and signed.");
        _topicEventsDelivered = Counter("mesh.topics.delivered", EventUnit, "Events of others handed to subscribers' book.");
        _topicEventsLost = Counter("mesh.topics.lost", EventUnit, "Events of others that got lost on the way.");
        _topicEventsDropped = Counter("mesh.topics.dropped", BundleUnit, "Bundles of events dropped because a link could not keep up.");
        _bundlesTaken = Counter("mesh.bundles.taken", BundleUnit, "Bundles verified and taken in.");
        _bundlesDuplicate = Counter("mesh.bundles.duplicate", BundleUnit, "Bundles that arrived again.");
        _refusals = Counter("mesh.records.refused", RecordUnit, "What peers sent and was not used, by verdict.", "verdict", Verdicts);
        _events = Counter("mesh.protocol.events", EventUnit, "Repairs and limits of the protocol, by kind.", "kind", Events);
        _roundTrip = _meter.CreateHistogram(
            "mesh.link.round_trip",
            "s",
            "Smoothed round trips of links, sampled each second.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = RoundTripBounds });
        Level("mesh.links", LinkUnit, "Links that stand, agreed on or not.", _ => _links.Count);
        Level("mesh.neighbours", PeerUnit, "Peers with an agreed link.", levels => levels.Neighbours);
        Level("mesh.peers", PeerUnit, "Peers known, neighbours included.", levels => levels.Peers);
        Level("mesh.rooms", "{room}", "Rooms that the node is in.", levels => levels.Rooms);
        Level("mesh.link.queued", ByteUnit, "Bytes that wait to leave on links.", levels => levels.QueuedBytes);
        Level("mesh.bundles.held", BundleUnit, "Bundles held for those who come later.", levels => levels.HeldBundles);
        Level("mesh.history", ByteUnit, "Bytes that these bundles take.", levels => levels.HeldBytes);
    }

    public void FrameReceived(int bytes)
    {
        _framesReceived.Add();
        _bytesReceived.Add(bytes);
    }

    public void FrameSent(int bytes, int records)
    {
        _framesSent.Add();
        _recordsSent.Add(records);
        _bytesSent.Add(bytes);
    }

    public void LinkOpened() => _links.Add();

    public void LinkClosed() => _links.Add(-1);

    /// <param name="outcome">"linked", or a lower-case name of why not.</param>
    public void Dialled(string outcome) => _dials.Add(outcome);

    public void TopicEventDelivered() => _topicEventsDelivered.Add();

    public void TopicEventsLost(long count) => _topicEventsLost.Add(count);

    public void TopicBundlesDropped(int count) => _topicEventsDropped.Add(count);

    public void MessageDelivered() => _messagesDelivered.Add();

    public void MessagePublished() => _messagesPublished.Add();

    public void BundleTaken() => _bundlesTaken.Add();

    public void BundleDuplicate() => _bundlesDuplicate.Add();

    /// <param name="verdict">A lower-case name from a small enumeration.</param>
    public void Refused(string verdict) => _refusals.Add(verdict);

    /// <param name="kind">A lower-case name from a small enumeration.</param>
    public void Happened(string kind) => _events.Add(kind);

    public void RoundTrip(TimeSpan time) => _roundTrip.Record(time.TotalSeconds);

    /// <summary>What the node holds now.</summary>
    public void Holds(NodeLevels levels) => _levels = levels;

    /// <summary>Tells how many packets of discovery left and came, which discovery counts itself.</summary>
    public void Discovers(Func<long> sent, Func<long> received)
    {
        _meter.CreateObservableCounter("mesh.discovery.sent", sent, PacketUnit, "Packets of multicast DNS that left.");
        _meter.CreateObservableCounter("mesh.discovery.received", received, PacketUnit, "Packets of multicast DNS that arrived, own ones that came back included.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private Tally Counter(string name, string unit, string description)
    {
        Tally tally = new();
        _meter.CreateObservableCounter(name, () => tally.Count, unit, description);
        return tally;
    }

    private TallyTable Counter(string name, string unit, string description, string tag, string[] values)
    {
        TallyTable table = new(tag, values);
        _meter.CreateObservableCounter(name, table.Measure, unit, description);
        return table;
    }

    private void Level(string name, string unit, string description, Func<NodeLevels, long> level) =>
        _meter.CreateObservableGauge(name, () => level(_levels), unit, description);
}
