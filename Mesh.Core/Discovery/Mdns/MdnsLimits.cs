namespace Mesh.Discovery.Mdns;

/// <summary>Every number of multicast DNS in one place.</summary>
internal static class MdnsLimits
{
    /// <summary>The port (RFC 6762 section 3).</summary>
    public const int Port = 5353;

    /// <summary>Largest message that is read (RFC 6762 section 17).</summary>
    public const int MessageBytesMax = 9000;

    /// <summary>Largest message that is sent: IPv6's smallest MTU of 1,280 bytes less 40 of IPv6 and 8 of UDP, so that nothing is ever fragmented.</summary>
    public const int MessageBytesSentMax = 1232;

    /// <summary>Most questions and records together that one message may claim; the smallest record takes 11 bytes, so real messages stay well below.</summary>
    public const int MessageRecordsMax = 512;

    /// <summary>
    /// Lifetime of all our records, and the longest that another's is believed. RFC 6762 section 10 recommends it for records that name a host;
    /// we use it for the shared pointer too, so that the browse query alone keeps everything fresh.
    /// </summary>
    public const uint TtlSeconds = 120;

    /// <summary>Lifetime in answers to queriers that know no multicast DNS (RFC 6762 section 6.7).</summary>
    public const uint LegacyTtlSeconds = 10;

    /// <summary>Most interface and family pairs that are served.</summary>
    public const int SegmentsMax = 64;

    /// <summary>Most announcements kept per segment; the one heard longest ago makes room.</summary>
    public const int InstancesMax = 512;

    /// <summary>Most announcements kept per source address and segment: one host shall not fill the table with inventions.</summary>
    public const int InstancesPerSourceMax = 8;

    /// <summary>The same for an address of this very host, where many nodes may run beside each other.</summary>
    public const int InstancesPerOwnAddressMax = 64;

    /// <summary>Most addresses per segment of which it is remembered when multicast DNS was heard from them.</summary>
    public const int RespondersMax = 64;

    /// <summary>Most A and AAAA records kept per announcement.</summary>
    public const int AddressesPerInstanceMax = 8;

    /// <summary>Most addresses of one family that we announce per interface.</summary>
    public const int AddressesSentMax = 4;

    /// <summary>Most messages that one query's known answers may fill.</summary>
    public const int QueryMessagesMax = 8;

    /// <summary>Most announcements asked about in one resolving query.</summary>
    public const int ResolvedPerQueryMax = 8;

    /// <summary>How often an announcement that came without its service record is asked about.</summary>
    public const int ResolveTriesMax = 3;

    /// <summary>Number of probes (RFC 6762 section 8.1).</summary>
    public const int Probes = 3;

    /// <summary>Number of announcements after probing (RFC 6762 section 8.3 asks for two at least; the third is for lossy radio).</summary>
    public const int Announcements = 3;

    /// <summary>Conflicts within ten seconds after which every further attempt waits (RFC 6762 section 8.1).</summary>
    public const int ConflictsBeforeSlowing = 15;

    /// <summary>Unicast answers per second and segment: an answer is larger than its query, and a forged source must not profit.</summary>
    public const int UnicastAnswersPerSecondMax = 10;

    /// <summary>Messages sent lately that are remembered per segment, to know our own when they come back.</summary>
    public const int SentRememberedMax = 16;

    /// <summary>In a crowd the pause between queries grows by one step per so many nodes, because known answers make queries long.</summary>
    public const int NodesPerQueryPause = 16;

    /// <summary>Pause between probes, and the longest wait before the first (RFC 6762 section 8.1).</summary>
    public static readonly TimeSpan ProbePause = TimeSpan.FromMilliseconds(250);

    /// <summary>Pause of the loser of two simultaneous probes (RFC 6762 section 8.2).</summary>
    public static readonly TimeSpan ProbeLossPause = TimeSpan.FromSeconds(1);

    /// <summary>Pause per attempt after many conflicts (RFC 6762 section 8.1).</summary>
    public static readonly TimeSpan ManyConflictsPause = TimeSpan.FromSeconds(5);

    /// <summary>The time in which many conflicts are counted.</summary>
    public static readonly TimeSpan ConflictsCounted = TimeSpan.FromSeconds(10);

    /// <summary>Pause before the second announcement; it doubles.</summary>
    public static readonly TimeSpan AnnouncePause = TimeSpan.FromSeconds(1);

    /// <summary>Shortest delay of an answer that others may give too (RFC 6762 section 6).</summary>
    public static readonly TimeSpan SharedDelayMin = TimeSpan.FromMilliseconds(20);

    /// <summary>Longest delay of such an answer.</summary>
    public static readonly TimeSpan SharedDelayMax = TimeSpan.FromMilliseconds(120);

    /// <summary>
    /// How much each node that may answer too widens the delay. Up to four others the answers spread over less than 100 ms:
    /// with one node there, a newcomer hears it within 40 ms.
    /// </summary>
    public static readonly TimeSpan SharedDelayPerNode = TimeSpan.FromMilliseconds(20);

    /// <summary>Shortest delay when more known answers follow (RFC 6762 section 7.2).</summary>
    public static readonly TimeSpan TruncatedDelayMin = TimeSpan.FromMilliseconds(400);

    /// <summary>Longest delay when more known answers follow.</summary>
    public static readonly TimeSpan TruncatedDelayMax = TimeSpan.FromMilliseconds(500);

    /// <summary>A record is multicast at most once in this time per segment (RFC 6762 section 6).</summary>
    public static readonly TimeSpan RepeatPause = TimeSpan.FromSeconds(1);

    /// <summary>The same where it defends our name against a probe (RFC 6762 section 6).</summary>
    public static readonly TimeSpan DefencePause = TimeSpan.FromMilliseconds(250);

    /// <summary>What a goodbye leaves of a record's life (RFC 6762 section 10.1).</summary>
    public static readonly TimeSpan GoodbyeGrace = TimeSpan.FromSeconds(1);

    /// <summary>How long a prober's announcement is believed: it may still lose its name.</summary>
    public static readonly TimeSpan ProberLife = TimeSpan.FromSeconds(10);

    /// <summary>Shortest time between two reports of the same peer at the same address.</summary>
    public static readonly TimeSpan ReportPause = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait for the rest of an announcement before asking.</summary>
    public static readonly TimeSpan ResolvePause = TimeSpan.FromMilliseconds(100);

    /// <summary>How long our own message may take to come back.</summary>
    public static readonly TimeSpan ReturnLimit = TimeSpan.FromSeconds(1);

    /// <summary>How long a sent message is recognised as ours.</summary>
    public static readonly TimeSpan SentRemembered = TimeSpan.FromSeconds(2);

    /// <summary>How long after a failed send a segment starts anew; a fresh IPv6 address is tentative for about two seconds.</summary>
    public static readonly TimeSpan SendRetryPause = TimeSpan.FromMilliseconds(500);

    /// <summary>When the queries after an interface event leave, counted from it.</summary>
    public static readonly IReadOnlyList<TimeSpan> QueryBurst = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(9)];

    /// <summary>Pause between queries while nobody was heard lately: whoever is alone looks harder.</summary>
    public static readonly TimeSpan QueryPauseAlone = TimeSpan.FromSeconds(3);

    /// <summary>How long looking harder lasts.</summary>
    public static readonly TimeSpan AloneEagerness = TimeSpan.FromMinutes(5);

    /// <summary>Pause between queries in company. Another's equal query counts as ours, so it is per segment, not per node.</summary>
    public static readonly TimeSpan QueryPause = TimeSpan.FromSeconds(10);

    /// <summary>Longest pause between queries, in a crowd; under half of <see cref="TtlSeconds"/>, so that nothing expires unasked.</summary>
    public static readonly TimeSpan QueryPauseMax = TimeSpan.FromSeconds(45);
}
