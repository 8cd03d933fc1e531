using Mesh.Protocol.Gossip;
using Mesh.Wire;

namespace Mesh.Protocol.Neighbours;

/// <summary>How far a link has come.</summary>
internal enum LinkPhase : byte
{
    /// <summary>Our HELLO is out, the peer's has not come.</summary>
    Greeting,

    /// <summary>Both HELLO are there, the peer's PROOF has not come.</summary>
    Proving,

    /// <summary>Agreed, but another link to the same peer serves.</summary>
    Standby,

    /// <summary>The peer's link: gossip flows.</summary>
    Neighbour,

    /// <summary>We asked to close it; what still comes is not looked at.</summary>
    Closing,
}

/// <summary>What the machine knows of one link. Each field belongs to the component that its comment names.</summary>
internal sealed class LinkState
{
    /// <summary>Makes the state of a new link.</summary>
    public LinkState(LinkId id, LinkFacts facts, Digest nonce, MeshInstant now)
    {
        Id = id;
        Facts = facts;
        Nonce = nonce;
        LastReceived = now;
        LastPing = now;
        VerificationBudget = new TokenBucket(ProtocolLimits.LinkVerificationsPerSecond, ProtocolLimits.LinkVerificationsBurst, now);
    }

    /// <summary>The link.</summary>
    public LinkId Id { get; }

    /// <summary>What was known when it came up.</summary>
    public LinkFacts Facts { get; }

    /// <summary>Who is at the other end.</summary>
    public PeerId Peer => Facts.Peer;

    /// <summary>How far it has come.</summary>
    public LinkPhase Phase { get; set; }

    /// <summary>Handshake: our nonce.</summary>
    public Digest Nonce { get; }

    /// <summary>Handshake: what the peer said, once it has.</summary>
    public HelloRecord? Hello { get; set; }

    /// <summary>Handshake: when both sides agreed.</summary>
    public MeshInstant AgreedAt { get; set; }

    /// <summary>Duplicate links: whether the neighbour's present link is being tested on this one's behalf.</summary>
    public bool IsChallenger { get; set; }

    /// <summary>Liveness: the estimate.</summary>
    public RoundTripEstimate RoundTrip { get; } = new();

    /// <summary>Liveness: when bytes last came.</summary>
    public MeshInstant LastReceived { get; set; }

    /// <summary>Liveness: when the last ping left.</summary>
    public MeshInstant LastPing { get; set; }

    /// <summary>Liveness: when the first of the unanswered pings left; Never when none is out.</summary>
    public MeshInstant PingOutSince { get; set; } = MeshInstant.Never;

    /// <summary>Liveness: pings that left since the last answer.</summary>
    public int PingsOut { get; set; }

    /// <summary>Liveness: whether the link is suspected dead.</summary>
    public bool IsSuspect { get; set; }

    /// <summary>Liveness: when a room message last passed either way.</summary>
    public MeshInstant LastMessage { get; set; }

    /// <summary>Liveness: the one timer that counts; earlier ones are stale.</summary>
    public MeshInstant LivenessDue { get; set; } = MeshInstant.Never;

    /// <summary>Driver: bytes waiting in the send queue as last told.</summary>
    public long QueueBytes { get; set; }

    /// <summary>Gossip: whether the link only gets announcements until its queue has drained.</summary>
    public bool IsSlow { get; set; }

    /// <summary>Gossip: authors whose key was sent here.</summary>
    public SlotSet KeysSent { get; } = new();

    /// <summary>Gossip: how many bundles it may make us verify.</summary>
    public TokenBucket VerificationBudget { get; }

    /// <summary>Synchronisation: how often it may ask for our heads, which cost much more than the question.</summary>
    public TokenBucket HeadsBudget => field ??= new TokenBucket(perSecond: 1, ProtocolLimits.HeadsAskedMax, LastReceived);

    /// <summary>Synchronisation: bytes of bundles with the flag sync that left here, whatever for; the peer's ACK counts them all.</summary>
    public ulong SyncSent { get; set; }

    /// <summary>Peer exchange: how often it may tell of others.</summary>
    public TokenBucket PeersBudget => field ??= new TokenBucket(perSecond: 1, ProtocolLimits.PeersToldMax, LastReceived);

    /// <summary>Gossip: how many bytes it may have by GRAFT, which waits for no acknowledgement.</summary>
    public TokenBucket GraftBudget => field ??= new TokenBucket(ProtocolLimits.GraftBytesPerSecond, ProtocolLimits.GraftBytesMax, LastReceived);

    /// <summary>Gossip: bytes of its bundles that wait for a key.</summary>
    public int KeyWaitBytes { get; set; }

    /// <summary>Provable offences so far.</summary>
    public int Offences { get; set; }

    /// <summary>Whether gossip flows or may flow.</summary>
    public bool IsAgreed => Phase is LinkPhase.Neighbour or LinkPhase.Standby;
}
