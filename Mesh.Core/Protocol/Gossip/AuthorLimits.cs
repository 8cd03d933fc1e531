using Mesh.Wire;

namespace Mesh.Protocol.Gossip;

/// <summary>
/// How fast others may write (docs/protocol.md, "Rate limits"). What is over the limit is not taken live; it is left for synchronisation,
/// which storage bounds. Authors heard for the first time less than ten minutes ago share one bucket while this node is busy.
/// </summary>
internal sealed class AuthorLimits
{
    /// <summary>Authors whose buckets are kept; one that is forgotten starts with a full bucket again.</summary>
    private const int AuthorsMax = 4_096;

    /// <summary>Verifications under way from which on strangers share one bucket.</summary>
    private const int BusyVerifications = 256;

    private static readonly TimeSpan StrangerTime = TimeSpan.FromMinutes(10);

    private readonly GossipOptions _options;
    private readonly BoundedMap<PeerId, AuthorBuckets> _authors = new(AuthorsMax);
    private readonly AuthorBuckets _strangers;

    /// <summary>Makes the limits of a node that starts at <paramref name="now"/>.</summary>
    public AuthorLimits(GossipOptions options, MeshInstant now)
    {
        _options = options;
        _strangers = new AuthorBuckets(options, now);
    }

    /// <summary>Whether a live bundle of an author may be taken now.</summary>
    /// <param name="core">The bundle.</param>
    /// <param name="author">Its author.</param>
    /// <param name="verifications">Verifications under way.</param>
    /// <param name="now">The present instant.</param>
    public bool Allows(BundleCore core, PeerId author, int verifications, MeshInstant now)
    {
        if (!_authors.TryGet(author, out AuthorBuckets? buckets))
        {
            buckets = new AuthorBuckets(_options, now);
            _authors.Set(author, buckets);
        }

        bool isStranger = now - buckets.Since < StrangerTime;
        AuthorBuckets charged = isStranger && verifications > BusyVerifications ? _strangers : buckets;
        return charged.TryTake(core, now);
    }

    /// <summary>Receivers allow a quarter more than authors allow themselves, and twice the burst: what left at the limit must not be dropped for jitter.</summary>
    private sealed class AuthorBuckets(GossipOptions options, MeshInstant now)
    {
        private readonly Buckets _rooms = new(options.AuthorMessagesPerSecond, options.AuthorBurst, options.AuthorBytesPerSecond, now);

        public MeshInstant Since { get; } = now;

        // Most authors publish no events; what they would need is made with their first.
        private Buckets Events => field ??= new Buckets(options.EventsPerSecond, options.EventsPerSecond * 2L, options.EventBytesPerSecond, Since);

        public bool TryTake(BundleCore core, MeshInstant at)
        {
            bool isEvent = core.Class != ServiceClass.Durable && core.Room != RoomId.Presence;
            return (isEvent ? Events : _rooms).TryTake(core.Messages.Length, core.Messages.Sum(message => message.Body.Length), at);
        }
    }

    private sealed class Buckets(long messagesPerSecond, long burst, long bytesPerSecond, MeshInstant now)
    {
        private readonly TokenBucket _messages = new(messagesPerSecond * 5L / 4, burst * 2L, now);
        private readonly TokenBucket _bytes = new(bytesPerSecond * 5L / 4, Math.Max(bytesPerSecond * 2L, 2L * WireLimits.BodyBytesMax), now);

        public bool TryTake(int messages, int bytes, MeshInstant at)
        {
            if (_messages.Available(at) < messages || _bytes.Available(at) < bytes)
            {
                return false;
            }

            _messages.Take(messages, at);
            _bytes.Take(bytes, at);
            return true;
        }
    }
}
