using Mesh.Wire;

namespace Mesh.Protocol.Gossip;

/// <summary>How fast this node writes: what rooms share, what events and calls share, and presence, which is paced by its own rhythm (docs/protocol.md, "Rate limits").</summary>
internal sealed class AuthorLane
{
    private readonly TokenBucket? _messages;
    private readonly TokenBucket? _bytes;
    private readonly TokenBucket? _bundles;
    private readonly int _bundleMessagesMax;

    private AuthorLane(TokenBucket? messages, TokenBucket? bytes, TokenBucket? bundles, int bundleMessagesMax, int pendingMax)
    {
        _messages = messages;
        _bytes = bytes;
        _bundles = bundles;
        _bundleMessagesMax = bundleMessagesMax;
        PendingMax = pendingMax;
    }

    /// <summary>Messages that wait for their bundle, over all streams.</summary>
    public int Pending { get; set; }

    /// <summary>How many may.</summary>
    public int PendingMax { get; }

    /// <summary>The lane of all rooms.</summary>
    public static AuthorLane OfRooms(GossipOptions options, MeshInstant now) => new(
        new TokenBucket(options.AuthorMessagesPerSecond, options.AuthorBurst, now),
        new TokenBucket(options.AuthorBytesPerSecond, Math.Max(options.AuthorBytesPerSecond, WireLimits.BodyBytesMax), now),
        bundles: null,
        WireLimits.BundleMessagesMax,
        ProtocolLimits.PendingMessagesMax);

    /// <summary>The lane of events and of what is routed.</summary>
    public static AuthorLane OfEvents(GossipOptions options, MeshInstant now) => new(
        new TokenBucket(options.EventsPerSecond, options.EventsPerSecond * 2L, now),
        new TokenBucket(options.EventBytesPerSecond, Math.Max(options.EventBytesPerSecond, WireLimits.BodyBytesMax), now),
        new TokenBucket(ProtocolLimits.EventBundlesPerSecond, ProtocolLimits.EventBundlesBurst, now),
        WireLimits.BundleMessagesMax,
        ProtocolLimits.PendingEventsMax);

    /// <summary>The lane of presence: one message a bundle.</summary>
    public static AuthorLane OfPresence() => new(messages: null, bytes: null, bundles: null, bundleMessagesMax: 1, ProtocolLimits.PendingMessagesMax);

    /// <summary>How many messages may be bundled now, when the first has <paramref name="firstBytes"/>; 0: none yet.</summary>
    public int Allowance(int firstBytes, MeshInstant now)
    {
        bool isPaced = _bytes?.Available(now) < firstBytes || _bundles?.Available(now) < 1;
        return isPaced ? 0 : (int)Math.Min(_messages?.Available(now) ?? long.MaxValue, _bundleMessagesMax);
    }

    /// <summary>When the next bundle may leave, if its first message has <paramref name="firstBytes"/>.</summary>
    public MeshInstant When(int firstBytes, MeshInstant now)
    {
        MeshInstant messages = _messages?.When(1, now) ?? now;
        MeshInstant bytes = _bytes?.When(firstBytes, now) ?? now;
        MeshInstant bundles = _bundles?.When(1, now) ?? now;
        MeshInstant later = messages > bytes ? messages : bytes;
        return later > bundles ? later : bundles;
    }

    /// <summary>A bundle was made.</summary>
    public void Take(int messages, int bytes, MeshInstant now)
    {
        Pending -= messages;
        _messages?.Take(messages, now);
        _bytes?.Take(bytes, now);
        _bundles?.Take(1, now);
    }
}
