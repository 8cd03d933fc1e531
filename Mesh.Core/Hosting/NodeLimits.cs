using Mesh.Wire;

namespace Mesh.Hosting;

/// <summary>Every limit of the driver, in one place. What the protocol limits stands in <see cref="WireLimits"/> and with the machine.</summary>
internal static class NodeLimits
{
    /// <summary>Whole messages of one link that wait for the machine; its reader waits beyond, so that TCP slows the peer and one peer never fills the input for the others.</summary>
    public const int LinkFramesWaitingMax = 8;

    /// <summary>Inputs that wait for the machine: 64 links with <see cref="LinkFramesWaitingMax"/> each, and as many sightings.</summary>
    public const int InputsMax = 1_024;

    /// <summary>Inputs handled before the links are told to send and the deadline is looked at.</summary>
    public const int BatchInputsMax = 32;

    /// <summary>Signatures to check that wait; beyond, no further frame is handled until some are answered.</summary>
    public const int VerificationsWaitingMax = 1_024;

    /// <summary>Bytes in one link's send queue at which the link is closed as too slow.</summary>
    public const int SendQueueBytesMax = 8 << 20;

    /// <summary>Bytes in the queues of synchronisation and files, each: half of the whole, so that they alone never close a link over chat.</summary>
    public const int BackgroundQueueBytesMax = 4 << 20;

    /// <summary>What a queued record counts beyond its own bytes: the cost of keeping it.</summary>
    public const int QueuedRecordExtraBytes = 32;

    /// <summary>The machine is told when a queue rises over this many bytes (docs/protocol.md, "Dissemination": a slow link).</summary>
    public const int QueueCongestedBytes = 256 << 10;

    /// <summary>The machine is told when a congested queue falls below this many bytes.</summary>
    public const int QueueRelievedBytes = 64 << 10;

    /// <summary>Largest message on a link.</summary>
    public const int MessageBytesMax = WireLimits.FrameBytesMax;

    /// <summary>Links beyond the machine's own limit that may stand while it decides which to refuse.</summary>
    public const int LinksUndecidedMax = 32;

    /// <summary>Own messages that were handed over and not yet numbered and signed; a further writer waits.</summary>
    public const int PublishesWaitingMax = 256;

    /// <summary>Own events and progressive results that were handed over and have not left; a further publisher waits.</summary>
    public const int EventsPublishingMax = 4_096;

    /// <summary>Topics published on of which the hash is remembered.</summary>
    public const int TopicHashesMax = 256;

    /// <summary>Bytes of events in one link's queue at which the oldest are dropped: a second of a busy radio, so that what arrives is not old.</summary>
    public const int TopicQueueBytesMax = 2 << 20;

    /// <summary>Progressive results that a caller may fall behind.</summary>
    public const int ProgressWaitingMax = 4_096;

    /// <summary>Own bundles of which it is remembered that they have not left on a link yet.</summary>
    public const int UnsentBundlesMax = 4_096;

    /// <summary>Peers of which presence is kept.</summary>
    public const int PeersMax = 4_096;

    /// <summary>Rooms that a node may join; presence names the first of them only (docs/protocol.md, "Parameters").</summary>
    public const int RoomsMax = 64;

    /// <summary>Events that a reader may fall behind.</summary>
    public const int EventsWaitingMax = 8_192;

    /// <summary>Events of topics that a subscriber may fall behind: half a second of what one session publishes at its fastest, 16 MiB at 512 B each.</summary>
    public const int TopicEventsWaitingMax = 32_768;

    /// <summary>Messages that a room's reader may fall behind.</summary>
    public const int MessagesWaitingMax = 4_096;

    /// <summary>Kinds of notices per peer that are remembered so as not to repeat them.</summary>
    public const int NoticesRememberedMax = 256;

    /// <summary>Addresses heard of that are remembered.</summary>
    public const int SightingsMax = 1_024;

    /// <summary>Observations of each kind that are kept for saying why the node is alone.</summary>
    public const int ObservationsMax = 64;

    /// <summary>Endpoints remembered from run to run, for each network.</summary>
    public const int RememberedEndPointsMax = 64;

    /// <summary>Networks of which endpoints are remembered.</summary>
    public const int RememberedNetworksMax = 16;

    /// <summary>Bytes of a name that came from a peer.</summary>
    public const int NameBytesMax = 64;

    /// <summary>How often the wall clock is told and the slow chores are done.</summary>
    public static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    /// <summary>How often at most the machine is told that parts of a message arrived.</summary>
    public static readonly TimeSpan BytesReportInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a closing link may take to send what is queued.</summary>
    public static readonly TimeSpan CloseFlushTime = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the same notice about the same peer is not repeated.</summary>
    public static readonly TimeSpan NoticeInterval = TimeSpan.FromMinutes(1);

    /// <summary>How often at most remembered endpoints are written while the node runs.</summary>
    public static readonly TimeSpan MemoryInterval = TimeSpan.FromSeconds(10);

    /// <summary>From when on reasons for being alone are worth anything.</summary>
    public static readonly TimeSpan AloneKnownAfter = TimeSpan.FromSeconds(2);

    /// <summary>How long a node is alone before it says so.</summary>
    public static readonly TimeSpan AloneToldAfter = TimeSpan.FromSeconds(5);

    /// <summary>How long a failed dial or a refusal explains why the node is alone: two of the longest waits between dials.</summary>
    public static readonly TimeSpan AttemptLife = TimeSpan.FromMinutes(1);

    /// <summary>How long a stranger's announcement explains why the node is alone: announcements are repeated slowly.</summary>
    public static readonly TimeSpan StrangerLife = TimeSpan.FromMinutes(5);

    /// <summary>How long the machine may take to say goodbye before the links are closed over its head.</summary>
    public static readonly TimeSpan GoodbyeTime = TimeSpan.FromMilliseconds(500);
}
