using System.Diagnostics.Metrics;

namespace Mesh.Diagnostics;

/// <summary>What one node counts, on the meter "Mesh". Thread-safe. Tags are small enumerations, never a peer or a name.</summary>
internal sealed class MeshMetrics : IDisposable
{
    private const string FrameUnit = "{frame}";
    private const string RecordUnit = "{record}";
    private const string ByteUnit = "By";
    private const string LinkUnit = "{link}";
    private const string MessageUnit = "{message}";
    private const string BundleUnit = "{bundle}";

    private readonly Meter _meter = new("Mesh");
    private readonly Counter<long> _framesReceived;
    private readonly Counter<long> _framesSent;
    private readonly Counter<long> _recordsSent;
    private readonly Counter<long> _bytesReceived;
    private readonly Counter<long> _bytesSent;
    private readonly UpDownCounter<long> _links;
    private readonly Counter<long> _messagesDelivered;
    private readonly Counter<long> _messagesPublished;
    private readonly Counter<long> _topicEventsDelivered;
    private readonly Counter<long> _topicEventsLost;
    private readonly Counter<long> _topicEventsDropped;
    private readonly Counter<long> _bundlesTaken;
    private readonly Counter<long> _bundlesDuplicate;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _events;
    private readonly Histogram<double> _roundTrip;

    public MeshMetrics()
    {
        _framesReceived = _meter.CreateCounter<long>("mesh.frames.received", FrameUnit, "Whole messages that arrived on links.");
        _framesSent = _meter.CreateCounter<long>("mesh.frames.sent", FrameUnit, "Messages handed to the operating system.");
        _recordsSent = _meter.CreateCounter<long>("mesh.records.sent", RecordUnit, "Records in those messages.");
        _bytesReceived = _meter.CreateCounter<long>("mesh.bytes.received", ByteUnit, "Bytes of messages that arrived on links, without framing and encryption.");
        _bytesSent = _meter.CreateCounter<long>("mesh.bytes.sent", ByteUnit, "Bytes of messages sent on links, without framing and encryption.");
        _links = _meter.CreateUpDownCounter<long>("mesh.links", LinkUnit, "Links that stand, agreed on or not.");
        _messagesDelivered = _meter.CreateCounter<long>("mesh.messages.delivered", MessageUnit, "Messages of others handed to the application.");
        _messagesPublished = _meter.CreateCounter<long>("mesh.messages.published", MessageUnit, "Own messages numbered and signed.");
        _topicEventsDelivered = _meter.CreateCounter<long>("mesh.topics.delivered", "{event}", "Events of others handed to subscribers' book.");
        _topicEventsLost = _meter.CreateCounter<long>("mesh.topics.lost", "{event}", "Events of others that got lost on the way.");
        _topicEventsDropped = _meter.CreateCounter<long>("mesh.topics.dropped", BundleUnit, "Bundles of events dropped because a link could not keep up.");
        _bundlesTaken = _meter.CreateCounter<long>("mesh.bundles.taken", BundleUnit, "Bundles verified and taken in.");
        _bundlesDuplicate = _meter.CreateCounter<long>("mesh.bundles.duplicate", BundleUnit, "Bundles that arrived again.");
        _refusals = _meter.CreateCounter<long>("mesh.records.refused", RecordUnit, "What peers sent and was not used, by verdict.");
        _events = _meter.CreateCounter<long>("mesh.protocol.events", "{event}", "Repairs and limits of the protocol, by kind.");
        _roundTrip = _meter.CreateHistogram<double>("mesh.link.round_trip", "s", "Smoothed round trips of links, sampled each second.");
    }

    public void FrameReceived(int bytes)
    {
        _framesReceived.Add(1);
        _bytesReceived.Add(bytes);
    }

    public void FrameSent(int bytes, int records)
    {
        _framesSent.Add(1);
        _recordsSent.Add(records);
        _bytesSent.Add(bytes);
    }

    public void LinkOpened() => _links.Add(1);

    public void LinkClosed() => _links.Add(-1);

    public void TopicEventDelivered() => _topicEventsDelivered.Add(1);

    public void TopicEventsLost(long count) => _topicEventsLost.Add(count);

    public void TopicBundlesDropped(int count)
    {
        if (count > 0)
        {
            _topicEventsDropped.Add(count);
        }
    }

    public void MessageDelivered() => _messagesDelivered.Add(1);

    public void MessagePublished() => _messagesPublished.Add(1);

    public void BundleTaken() => _bundlesTaken.Add(1);

    public void BundleDuplicate() => _bundlesDuplicate.Add(1);

    /// <param name="verdict">A lower-case name from a small enumeration.</param>
    public void Refused(string verdict) => _refusals.Add(1, new KeyValuePair<string, object?>("verdict", verdict));

    /// <param name="kind">A lower-case name from a small enumeration.</param>
    public void Happened(string kind) => _events.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public void RoundTrip(TimeSpan time) => _roundTrip.Record(time.TotalSeconds);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
