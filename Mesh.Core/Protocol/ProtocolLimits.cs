namespace Mesh.Protocol;

/// <summary>Every limit of the machine in one place; docs/protocol.md, "Parameters", says the same. Sources are design estimates where none is named.</summary>
internal static class ProtocolLimits
{
    /// <summary>Lowest protocol revision spoken.</summary>
    public const byte RevisionMin = 2;

    /// <summary>Highest protocol revision spoken.</summary>
    public const byte RevisionMax = 2;

    /// <summary>The last hop count that is still forwarded: a guard against loops, not a reach. Flooding 5,000 nodes takes 58 hops.</summary>
    public const int HopsMax = 255;

    /// <summary>Candidates remembered, of both kinds (known and unknown peer).</summary>
    public const int CandidatesMax = 256;

    /// <summary>Addresses kept of one candidate.</summary>
    public const int CandidateAddressesMax = 8;

    /// <summary>Of this many places for links one is for those who dial us; we fill the others ourselves.</summary>
    public const int PlacesPerAccepted = 3;

    /// <summary>Dials under way at once to candidates that were heard since they were last dialled.</summary>
    public const int DialsAtOnceMax = 8;

    /// <summary>Dials under way at once to all others; who moved away from many neighbours would else keep all dials busy with those left behind.</summary>
    public const int RetriesAtOnceMax = 4;

    /// <summary>Links that may be in their handshake at once, beside those that stand.</summary>
    public const int HandshakesMax = 32;

    /// <summary>Streams known at once; above it the author with most of them loses the one heard longest ago.</summary>
    public const int StreamsMax = 16_384;

    /// <summary>Gaps remembered in one stream; what would open another is left for synchronisation.</summary>
    public const int StreamGapsMax = 32;

    /// <summary>How far below the highest number of an ephemeral stream an arrival still counts as new.</summary>
    public const int EphemeralWindow = 1_024;

    /// <summary>The same for a stream of events: 8,192 numbers are 0.4 s of the highest rate, twice <see cref="EventHoldBack"/>, in 1 KiB.</summary>
    public const int EventWindow = 8_192;

    /// <summary>Bundles of events a second from which on an author waits for company: each costs every node on its way a verification of 0.1 ms.</summary>
    public const int EventBundlesPerSecond = 1_000;

    /// <summary>Bundles of events that leave at once before that; what is answered one by one never waits.</summary>
    public const int EventBundlesBurst = 32;

    /// <summary>Events and routed messages of the application that wait for their bundle.</summary>
    public const int PendingEventsMax = 16_384;

    /// <summary>Bytes of events held so that the tree can be repaired.</summary>
    public const int EventStoreBytesMax = 8 << 20;

    /// <summary>Bytes of events, of all authors, that wait for earlier ones.</summary>
    public const int EventsAheadBytesMax = 8 << 20;

    /// <summary>Topics, and procedures, that a node names in its presence; with more it says "all".</summary>
    public const int InterestsMax = 64;

    /// <summary>Topics that others want up to which the publisher looks at each; with more it asks the machine.</summary>
    public const int WantedTopicsMax = 1_024;

    /// <summary>Neighbours that a node names in its presence.</summary>
    public const int PresenceNeighboursMax = 16;

    /// <summary>Routes remembered.</summary>
    public const int RoutesMax = 4_096;

    /// <summary>Links that a routed bundle may cross: a guard against loops of routes.</summary>
    public const int RoutedHopsMax = 64;

    /// <summary>Routed bundles remembered so that none is passed on twice.</summary>
    public const int RoutedSeenMax = 16_384;

    /// <summary>Attempts that a routed bundle may count; with probes every 30 s an hour of waiting takes 120.</summary>
    public const byte AttemptsMax = 255;

    /// <summary>Peers of which it is remembered how far the messages routed to them are numbered; for the rest one number serves all.</summary>
    public const int RoutedStreamsMax = 1_024;

    /// <summary>Events and routed messages that wait for their bundle from which on calls of others are neither acknowledged nor refused: what others ask must not keep the node from speaking.</summary>
    public const int CourtesiesMax = 4_096;

    /// <summary>Callees tried in vain after which a call fails: whoever offers what it refuses under ever new names does not keep a call busy.</summary>
    public const int CalleesTriedMax = 16;

    /// <summary>Own calls that are not answered yet.</summary>
    public const int CallsMax = 4_096;

    /// <summary>Calls of others that this node executes at once.</summary>
    public const int InvocationsMax = 1_024;

    /// <summary>Calls of others of which the answer is kept.</summary>
    public const int AnswersMax = 2_048;

    /// <summary>Bytes of answers kept.</summary>
    public const int AnswerBytesMax = 8 << 20;

    /// <summary>Own probes that have no answer yet: a ping of a way of 64 hops, four times over.</summary>
    public const int ProbesMax = 256;

    /// <summary>Peers whose rate of probes is kept; one that is forgotten starts with a full one again.</summary>
    public const int ProbeAskersMax = 1_024;

    /// <summary>Probes of one peer that are answered in a second: a ping every 0.1 s by two people at one node.</summary>
    public const int EchoesPerAskerPerSecond = 20;

    /// <summary>Probes of one peer that are answered at once.</summary>
    public const int EchoesPerAskerBurst = 40;

    /// <summary>Probes of all peers that are answered in a second: names cost nothing, and each answer costs a signature of 0.1 ms and a bundle of 300 B.</summary>
    public const int EchoesPerSecond = 200;

    /// <summary>Probes of all peers that are answered at once.</summary>
    public const int EchoesBurst = 400;

    /// <summary>Messages of which the way to this node is remembered: about 1 MB, the last hour of a lively room.</summary>
    public const int MessageWaysMax = 4_096;

    /// <summary>Neighbours that a message was passed to of which is remembered; a node has 12 links.</summary>
    public const int PassedToMax = 16;

    /// <summary>Authors' keys known at once: 8,192 x about 200 bytes.</summary>
    public const int KeysMax = 8_192;

    /// <summary>Keys known of which nobody has shown yet that it holds them.</summary>
    public const int KeysClaimedMax = 4_096;

    /// <summary>Short ids of bundles taken lately: what makes a second copy cheap.</summary>
    public const int RecentBundlesMax = 65_536;

    /// <summary>Signatures being checked at once.</summary>
    public const int VerificationsMax = 4_096;

    /// <summary>Bytes of bundles on one link that wait for their author's key.</summary>
    public const int KeyWaitBytesMax = 65_536;

    /// <summary>Payloads announced and not yet here.</summary>
    public const int MissingMax = 4_096;

    /// <summary>Announcers remembered of one missing payload.</summary>
    public const int AnnouncersMax = 8;

    /// <summary>How often one payload is served to one link within <see cref="ServedWindow"/>.</summary>
    public const int ServedMax = 2;

    /// <summary>Payloads whose service to a link is counted.</summary>
    public const int ServedTrackedMax = 2_048;

    /// <summary>Peers whose presence is known.</summary>
    public const int PresenceMax = 4_096;

    /// <summary>Rooms in a presence; more are not told.</summary>
    public const int PresenceRoomsMax = 32;

    /// <summary>Bytes of UTF-8 of a name or a room's name.</summary>
    public const int NameBytesMax = 64;

    /// <summary>Messages that wait for pacing or for their signature.</summary>
    public const int PendingMessagesMax = 4_096;

    /// <summary>Heads told at once.</summary>
    public const int HeadsMax = 1_024;

    /// <summary>Ranges asked for on one link that wait to be served: four full PULL records.</summary>
    public const int PullsWaitingMax = 1_024;

    /// <summary>A payload above this goes at the lowest priority.</summary>
    public const int LargePayloadBytes = 16_384;

    /// <summary>Above this a link only gets announcements.</summary>
    public const long SlowQueueBytes = 262_144;

    /// <summary>Below this a slow link gets payloads again.</summary>
    public const long ClearQueueBytes = 65_536;

    /// <summary>First window of unacknowledged synchronisation bytes, and two chunks at the least.</summary>
    public const long SyncWindowBytesMin = 65_536;

    /// <summary>Largest window of unacknowledged synchronisation bytes.</summary>
    public const long SyncWindowBytesMax = 1_048_576;

    /// <summary>Synchronisation bytes after which a receiver acknowledges at once.</summary>
    public const long AckBytes = 32_768;

    /// <summary>Provable offences after which a link is closed and its peer shunned.</summary>
    public const int OffencesMax = 8;

    /// <summary>Peers shunned at once.</summary>
    public const int ShunnedMax = 256;

    /// <summary>Bundles a second that one link may make us verify.</summary>
    public const int LinkVerificationsPerSecond = 4_000;

    /// <summary>Bundles that one link may make us verify at once.</summary>
    public const int LinkVerificationsBurst = 8_000;

    /// <summary>Fork proofs kept.</summary>
    public const int ForksMax = 256;

    /// <summary>Bytes of fork proofs that are told at once, to one new neighbour or to all; further proofs wait for the next neighbour.</summary>
    public const int ForkBytesMax = 524_288;

    /// <summary>Bytes of fork proofs that are told in a second.</summary>
    public const int ForkBytesPerSecond = 65_536;

    /// <summary>Heads that one link may ask for at once; it gets one more every second.</summary>
    public const int HeadsAskedMax = 8;

    /// <summary>PEERS that are read on one link at once, and one more every second; a conforming node sends one in ten seconds.</summary>
    public const int PeersToldMax = 4;

    /// <summary>Bytes that one link may graft at once.</summary>
    public const int GraftBytesMax = 2_097_152;

    /// <summary>Bytes that one link may graft in a second.</summary>
    public const int GraftBytesPerSecond = 1_048_576;

    /// <summary>Parent references of a message.</summary>
    public const int ParentsMax = 3;

    /// <summary>Milliseconds by which a peer's clock may pull ours forward.</summary>
    public const long ClockLeadMilliseconds = 5 * 60 * 1000;

    /// <summary>A handshake that takes longer is given up.</summary>
    public static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(5);

    /// <summary>Pings of an idle link; with <see cref="DeadAfter"/> a cut is noticed within 3 s on both sides.</summary>
    public static readonly TimeSpan PingIdle = TimeSpan.FromMilliseconds(1_600);

    /// <summary>Pings while messages pass.</summary>
    public static readonly TimeSpan PingBusy = TimeSpan.FromMilliseconds(100);

    /// <summary>How long after a message a link counts as busy.</summary>
    public static readonly TimeSpan BusyTime = TimeSpan.FromSeconds(2);

    /// <summary>Silence beyond what the estimate explains after which a link is dead.</summary>
    public static readonly TimeSpan DeadAfter = TimeSpan.FromMilliseconds(900);

    /// <summary>Silence after which a link is dead whatever the estimate says.</summary>
    public static readonly TimeSpan DeadAfterMax = TimeSpan.FromSeconds(3);

    /// <summary>A deadline handled later than this means that this node itself stood still; its peers' silence proves nothing.</summary>
    public static readonly TimeSpan OwnStall = TimeSpan.FromMilliseconds(300);

    /// <summary>Two links that come up within this time were dialled at the same time by both.</summary>
    public static readonly TimeSpan SimultaneousDial = TimeSpan.FromSeconds(5);

    /// <summary>How long the losing one of two simultaneous links stays in reserve.</summary>
    public static readonly TimeSpan DuplicateGrace = TimeSpan.FromMilliseconds(500);

    /// <summary>Shortest time between two dials to one candidate.</summary>
    public static readonly TimeSpan RedialMin = TimeSpan.FromSeconds(1);

    /// <summary>Longest time between two dials to a candidate that does not answer.</summary>
    public static readonly TimeSpan RedialMax = TimeSpan.FromSeconds(30);

    /// <summary>How long a lost neighbour is dialled again every <see cref="RedialMin"/>.</summary>
    public static readonly TimeSpan LostNeighbourTime = TimeSpan.FromMinutes(3);

    /// <summary>Time limit of a dial to a lost neighbour: two SYNs.</summary>
    public static readonly TimeSpan RedialTime = TimeSpan.FromMilliseconds(1_500);

    /// <summary>Time limit of any other dial.</summary>
    public static readonly TimeSpan DialTime = TimeSpan.FromSeconds(5);

    /// <summary>A candidate not heard of for this long is forgotten.</summary>
    public static readonly TimeSpan CandidateLife = TimeSpan.FromMinutes(15);

    /// <summary>How long a shunned peer stays out.</summary>
    public static readonly TimeSpan ShunTime = TimeSpan.FromMinutes(10);

    /// <summary>How long a bundle waits for its author's key.</summary>
    public static readonly TimeSpan KeyWait = TimeSpan.FromSeconds(2);

    /// <summary>Plumtree: wait for a payload after its first announcement (protocol 4, baseline timers).</summary>
    public static readonly TimeSpan GraftFirst = TimeSpan.FromMilliseconds(80);

    /// <summary>Plumtree: wait for a payload after a graft before the next announcer is asked.</summary>
    public static readonly TimeSpan GraftNext = TimeSpan.FromMilliseconds(40);

    /// <summary>Plumtree: announcements wait this long for company.</summary>
    public static readonly TimeSpan AnnounceDelay = TimeSpan.FromMilliseconds(5);

    /// <summary>A pulled payload that has not come after this is asked of the next announcer.</summary>
    public static readonly TimeSpan WantTime = TimeSpan.FromSeconds(1);

    /// <summary>Shortest time between two PRUNE to one neighbour.</summary>
    public static readonly TimeSpan PruneTime = TimeSpan.FromSeconds(1);

    /// <summary>The time in which <see cref="ServedMax"/> counts.</summary>
    public static readonly TimeSpan ServedWindow = TimeSpan.FromMinutes(1);

    /// <summary>A gap is left to the tree's own repair for this long before it is pulled.</summary>
    public static readonly TimeSpan GapPatience = TimeSpan.FromMilliseconds(300);

    /// <summary>How long an author's later messages wait for a missing earlier one before they are shown.</summary>
    public static readonly TimeSpan HoldBack = TimeSpan.FromSeconds(2);

    /// <summary>How long a publisher's later events wait for a missing earlier one.</summary>
    public static readonly TimeSpan EventHoldBack = TimeSpan.FromMilliseconds(200);

    /// <summary>How long the first event heard of a publisher waits for earlier ones that came another way.</summary>
    public static readonly TimeSpan EventFirstHoldBack = TimeSpan.FromMilliseconds(50);

    /// <summary>How long events are held for the repair of the tree.</summary>
    public static readonly TimeSpan EventStoreTime = TimeSpan.FromSeconds(10);

    /// <summary>A changed interest is told this long after the last one at the earliest, so always within 200 ms.</summary>
    public static readonly TimeSpan InterestTime = TimeSpan.FromMilliseconds(150);

    /// <summary>Changed neighbours are told this long after the last presence at the earliest.</summary>
    public static readonly TimeSpan NeighboursTime = TimeSpan.FromSeconds(10);

    /// <summary>Changes of neighbours wait this long for company.</summary>
    public static readonly TimeSpan NeighboursDelay = TimeSpan.FromSeconds(2);

    /// <summary>A route not confirmed for this long is not used.</summary>
    public static readonly TimeSpan RouteLife = TimeSpan.FromSeconds(120);

    /// <summary>At most one broadcast of routed bundles in this time.</summary>
    public static readonly TimeSpan BroadcastTime = TimeSpan.FromSeconds(5);

    /// <summary>How long a call waits for somebody who offers the procedure.</summary>
    public static readonly TimeSpan OfferPatience = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a call tries every way to a callee of which nothing is heard.</summary>
    public static readonly TimeSpan WayPatience = TimeSpan.FromSeconds(3);

    /// <summary>A callee that has no answer yet says after this that it has the call.</summary>
    public static readonly TimeSpan CallAckDelay = TimeSpan.FromMilliseconds(50);

    /// <summary>A caller that has heard nothing after this tries again.</summary>
    public static readonly TimeSpan CallAckTime = TimeSpan.FromMilliseconds(500);

    /// <summary>A caller whose call was acknowledged asks again after this, then after twice as long and so on.</summary>
    public static readonly TimeSpan ProbeTimeMin = TimeSpan.FromSeconds(2);

    /// <summary>Longest time between two such questions.</summary>
    public static readonly TimeSpan ProbeTimeMax = TimeSpan.FromSeconds(30);

    /// <summary>A probe that has no echo after this is lost. Twice what sixteen slow hops take.</summary>
    public static readonly TimeSpan EchoPatience = TimeSpan.FromSeconds(2);

    /// <summary>How long an answer is kept for a caller that asks again.</summary>
    public static readonly TimeSpan AnswerLife = TimeSpan.FromSeconds(90);

    /// <summary>A pulled range that has not come after this is looked for elsewhere.</summary>
    public static readonly TimeSpan PullTime = TimeSpan.FromSeconds(3);

    /// <summary>Longest wait between two attempts to fill one gap.</summary>
    public static readonly TimeSpan PullRetryMax = TimeSpan.FromMinutes(1);

    /// <summary>Wait before a gap that nobody could fill is asked for again.</summary>
    public static readonly TimeSpan GapRest = TimeSpan.FromMinutes(10);

    /// <summary>Acknowledgement delay of synchronisation bytes.</summary>
    public static readonly TimeSpan AckDelay = TimeSpan.FromMilliseconds(20);

    /// <summary>Mean time between two comparisons with a random neighbour.</summary>
    public static readonly TimeSpan CompareTime = TimeSpan.FromSeconds(30);

    /// <summary>Presence is repeated this often while few are about.</summary>
    public static readonly TimeSpan PresenceTime = TimeSpan.FromSeconds(30);

    /// <summary>Changes of the own presence wait this long for company.</summary>
    public static readonly TimeSpan PresenceDelay = TimeSpan.FromMilliseconds(20);

    /// <summary>A leave shorter than this is never shown.</summary>
    public static readonly TimeSpan FlapTime = TimeSpan.FromSeconds(10);

    /// <summary>Neighbours' addresses are told at most this often.</summary>
    public static readonly TimeSpan ExchangeTime = TimeSpan.FromSeconds(10);

    /// <summary>A goodbye waits this long for its signature.</summary>
    public static readonly TimeSpan GoodbyeTime = TimeSpan.FromMilliseconds(200);

    /// <summary>Streams not heard of for this long are forgotten.</summary>
    public static readonly TimeSpan StreamLife = TimeSpan.FromHours(24);
}
