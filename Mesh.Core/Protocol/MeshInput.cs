namespace Mesh.Protocol;

/// <summary>What can happen to the machine.</summary>
internal enum MeshInputKind : byte
{
    /// <summary>A link stands: <see cref="MeshInput.Link"/>, <see cref="LinkFacts"/> in <see cref="MeshInput.Body"/>.</summary>
    LinkUp,

    /// <summary>A link is gone: <see cref="MeshInput.Link"/>, the reason (string) in Body. Also the answer to an own close.</summary>
    LinkDown,

    /// <summary>A whole message arrived: Link, <see cref="MeshInput.Bytes"/>. The memory may be reused after the call.</summary>
    FrameReceived,

    /// <summary>Bytes arrived on Link since the last report, not yet a whole message.</summary>
    BytesReceived,

    /// <summary>The send queue of Link holds Number bytes; told when it passes a threshold up or down.</summary>
    QueueChanged,

    /// <summary>Somebody may be reached: <see cref="CandidateFacts"/> in Body.</summary>
    CandidateSeen,

    /// <summary>Discovery says that <see cref="MeshInput.Peer"/> is gone.</summary>
    CandidateGone,

    /// <summary>A dial failed: Number = the dial's token, the <see cref="DialFailure"/> in Body.</summary>
    DialFailed,

    /// <summary>Answer to <see cref="MeshOutputKind.Verify"/>: Number = token, Flag = valid.</summary>
    Verified,

    /// <summary>Answer to <see cref="MeshOutputKind.Sign"/>: Number = token, Bytes = 64-byte signature (kept).</summary>
    Signed,

    /// <summary>The application writes: <see cref="PublishCommand"/> in Body; answered by <see cref="MeshOutputKind.Accepted"/>.</summary>
    Publish,

    /// <summary>The application joins the room named in Body (string).</summary>
    JoinRoom,

    /// <summary>The application leaves the room named in Body (string).</summary>
    LeaveRoom,

    /// <summary>The node's name changed to Body (string).</summary>
    Rename,

    /// <summary>What the application subscribes to and offers, all of it: <see cref="Presence.Interest"/> in Body.</summary>
    Interest,

    /// <summary>The application publishes: <see cref="EventCommand"/> in Body; answered by <see cref="MeshOutputKind.EventsTaken"/>.</summary>
    PublishEvent,

    /// <summary>The application calls another node: Number = token, <see cref="CallCommand"/> in Body; answered by <see cref="MeshOutputKind.CallAnswered"/>.</summary>
    Call,

    /// <summary>The application no longer wants the result of the call Number (token).</summary>
    CancelCall,

    /// <summary>The application answers the invocation Number: <see cref="Calls.AnswerBody"/> in Body, whose number is filled in here.</summary>
    Answer,

    /// <summary>The application asks a node how one gets there: Number = token, <see cref="Probes.ProbeCommand"/> in Body; answered by <see cref="MeshOutputKind.ProbeEnded"/>.</summary>
    Probe,

    /// <summary>The node stops: says goodbye to everybody. Nothing but LinkDown follows.</summary>
    Goodbye,

    /// <summary>The wall clock, read when an input arrives: Number = milliseconds since 1970-01-01 UTC. Told every second and after a jump.</summary>
    WallClock,
}

/// <summary>One input of the machine. Which fields mean something is said at each <see cref="MeshInputKind"/>.</summary>
internal readonly record struct MeshInput(
    MeshInputKind Kind,
    LinkId Link = default,
    PeerId Peer = default,
    ReadOnlyMemory<byte> Bytes = default,
    long Number = 0,
    bool Flag = false,
    object? Body = null);

/// <summary>What is known of a link when it comes up.</summary>
/// <param name="Peer">Who, proven by the handshake below us.</param>
/// <param name="PublicKey">The peer's SubjectPublicKeyInfo, 91 bytes.</param>
/// <param name="IsInitiator">Whether we dialled.</param>
/// <param name="LocalBinding">SHA-256 of our certificate.</param>
/// <param name="RemoteBinding">SHA-256 of the peer's certificate.</param>
/// <param name="Address">Where the peer is.</param>
/// <param name="DialToken">The dial that led here, or 0 when we accepted.</param>
internal sealed record LinkFacts(
    PeerId Peer,
    ReadOnlyMemory<byte> PublicKey,
    bool IsInitiator,
    Digest LocalBinding,
    Digest RemoteBinding,
    CandidateAddress Address,
    long DialToken);

/// <summary>A hint that somebody may be reached.</summary>
/// <param name="Peer">Who is said to be there, or null when unknown.</param>
/// <param name="Address">Where.</param>
/// <param name="IsFresh">True when the hint was just heard on the wire; false for remembered addresses and guesses.</param>
internal sealed record CandidateFacts(PeerId? Peer, CandidateAddress Address, bool IsFresh);

/// <summary>Why a dial failed, as far as the machine cares.</summary>
internal enum DialFailure
{
    /// <summary>Nobody answered, or the way is closed; worth trying again.</summary>
    Unreachable,

    /// <summary>The other end is this node itself; never try again.</summary>
    Self,

    /// <summary>Somebody else than expected is there; never try this address for this peer again.</summary>
    WrongPeer,

    /// <summary>The other end refused; try again much later.</summary>
    Rejected,
}

/// <summary>A message that the application writes.</summary>
/// <param name="Token">Names the command in the answer.</param>
/// <param name="Room">The room's name; it must have been joined.</param>
/// <param name="Kind">The message kind, see docs/protocol.md.</param>
/// <param name="Body">The body, at most 64 KiB; owned by the machine from now on.</param>
internal sealed record PublishCommand(long Token, string Room, byte Kind, ReadOnlyMemory<byte> Body);

/// <summary>An event that the application publishes.</summary>
/// <param name="Topic">The topic's hash: nobody is bothered with what nobody wants.</param>
/// <param name="Body">The event as it travels; owned by the machine from now on.</param>
internal sealed record EventCommand(ulong Topic, ReadOnlyMemory<byte> Body);

/// <summary>A call that the application makes of another node.</summary>
/// <param name="Procedure">What is called.</param>
/// <param name="TimeoutMilliseconds">How long the result may take; 0: for ever.</param>
/// <param name="WantsProgress">Whether progressive results are wanted.</param>
/// <param name="Caller">The calling part of the application as it is told to the callee; 0: not told.</param>
/// <param name="Payload">What it is called with.</param>
internal sealed record CallCommand(string Procedure, ulong TimeoutMilliseconds, bool WantsProgress, ulong Caller, ReadOnlyMemory<byte> Payload);
