using Mesh.Protocol.Calls;
using Mesh.Protocol.Presence;
using Mesh.Wire;

namespace Mesh.Protocol;

/// <summary>What the machine wants done, in the order in which it must be done.</summary>
internal enum MeshOutputKind : byte
{
    /// <summary>Send the record in Bytes on Link, in queue <see cref="MeshOutput.Class"/>. Number: tag of an own bundle, or 0; the driver tells the application when a tagged record first left.</summary>
    Send,

    /// <summary>Dial the addresses in Body (CandidateAddress[]), expecting Peer when Flag is set; Number = token; the time limit is <see cref="MeshOutput.Time"/>.</summary>
    Dial,

    /// <summary>Close Link; Body = reason (string) that the other end is told. LinkDown follows.</summary>
    CloseLink,

    /// <summary>Check a signature: Number = token, Body = <see cref="VerifyRequest"/>.</summary>
    Verify,

    /// <summary>Sign Bytes (copied or kept by the driver before the next call): Number = token.</summary>
    Sign,

    /// <summary>A peer is a neighbour now: Link, Peer; Number = the port that it accepts links on, 0 for none; Body = what it calls itself (string).</summary>
    NeighbourUp,

    /// <summary>A neighbour is lost: Link, Peer, Body = reason (string).</summary>
    NeighbourDown,

    /// <summary>The neighbour goes on over another link: Link, Peer. Nothing that people need to know.</summary>
    NeighbourMoved,

    /// <summary>A link was refused before it became a neighbour's: Link, Peer, Body = <see cref="LinkRefusal"/>.</summary>
    LinkRefused,

    /// <summary>A message for the application: Body = <see cref="Delivery"/>.</summary>
    Deliver,

    /// <summary>A publish command was numbered and signed: Number = command token, Body = <see cref="Delivery"/> of the own message (Tag set).</summary>
    Accepted,

    /// <summary>A publish command cannot be done: Number = command token, Body = reason (string).</summary>
    PublishFailed,

    /// <summary>Events for the application, in their publisher's order: Body = <see cref="EventDelivery"/>.</summary>
    Events,

    /// <summary>Number events or progressive results of the application have left for good or were not wanted by anybody: their places are free.</summary>
    EventsTaken,

    /// <summary>Number events of Peer got lost on the way.</summary>
    EventsLost,

    /// <summary>A call got an answer: Number = token, Body = <see cref="AnswerBody"/>; anything but progress ends it.</summary>
    CallAnswered,

    /// <summary>Another node calls: Number = invocation, Peer = caller, Body = <see cref="CallBody"/>. The application answers with <see cref="MeshInputKind.Answer"/>.</summary>
    Invoke,

    /// <summary>The caller of invocation Number no longer waits.</summary>
    InvocationCancelled,

    /// <summary>A probe of the application ended: Number = its token, Body = <see cref="Probes.ProbeOutcome"/>.</summary>
    ProbeEnded,

    /// <summary>Somebody's presence changed: Body = <see cref="PresenceChange"/>.</summary>
    Presence,

    /// <summary>Something a person should know: Body = <see cref="ProtocolNotice"/>.</summary>
    Notice,

    /// <summary>Something for logs and counters: <see cref="MeshOutput.Trace"/>, Link, Peer, Number.</summary>
    Trace,
}

/// <summary>One output of the machine.</summary>
internal readonly record struct MeshOutput(
    MeshOutputKind Kind,
    LinkId Link = default,
    PeerId Peer = default,
    ReadOnlyMemory<byte> Bytes = default,
    long Number = 0,
    bool Flag = false,
    SendClass Class = SendClass.Control,
    TraceKind Trace = TraceKind.None,
    TimeSpan Time = default,
    object? Body = null);

/// <summary>A signature to check. Everything here stays valid until it is answered.</summary>
/// <param name="PublicKey">The author's SubjectPublicKeyInfo.</param>
/// <param name="Bundle">What was signed.</param>
internal sealed record VerifyRequest(ReadOnlyMemory<byte> PublicKey, SignedBundle Bundle);

/// <summary>Why a link was refused.</summary>
/// <param name="Code">The reason as on the wire.</param>
/// <param name="ByPeer">Whether the other end refused.</param>
/// <param name="Text">One sentence.</param>
internal sealed record LinkRefusal(RefusalCode Code, bool ByPeer, string Text);

/// <summary>A message on its way to the application.</summary>
/// <param name="Stream">Whose stream it belongs to.</param>
/// <param name="Sequence">Its number in the stream.</param>
/// <param name="RoomName">The room's name as joined here.</param>
/// <param name="Kind">The message kind.</param>
/// <param name="Body">The body; stays valid.</param>
/// <param name="Hlc">Its hybrid logical clock (48 bits of milliseconds, 16 bits of counter).</param>
/// <param name="Hops">Links crossed, 0 for an own one.</param>
/// <param name="Tag">Tag of the own bundle it left in, else 0.</param>
internal sealed record Delivery(StreamId Stream, ulong Sequence, string RoomName, byte Kind, ReadOnlyMemory<byte> Body, ulong Hlc, int Hops, long Tag)
{
    /// <summary>The message's identity.</summary>
    public MessageId Id => Stream.Message(Sequence);
}

/// <summary>Events on their way to the application.</summary>
/// <param name="Origin">Where they were published.</param>
/// <param name="Bodies">The events as they travelled, in order; they stay valid.</param>
internal sealed record EventDelivery(PeerId Origin, IReadOnlyList<ReadOnlyMemory<byte>> Bodies);

/// <summary>What became known of somebody.</summary>
internal enum PresenceChangeKind
{
    /// <summary>Heard for the first time, or again after leaving.</summary>
    Appeared,

    /// <summary>Another name, other rooms, or nearer or farther.</summary>
    Changed,

    /// <summary>Gone.</summary>
    Left,
}

/// <summary>A change of somebody's presence. A flap of under ten seconds yields none.</summary>
/// <param name="Kind">What changed.</param>
/// <param name="Peer">Who.</param>
/// <param name="Name">Name as heard last; empty while unknown.</param>
/// <param name="Rooms">Rooms it says it is in.</param>
/// <param name="Neighbours">The links it says it has.</param>
/// <param name="Hops">Links between.</param>
/// <param name="SaidGoodbye">For Left: whether it said so itself.</param>
internal sealed record PresenceChange(PresenceChangeKind Kind, PeerId Peer, string Name, string[] Rooms, PresenceNeighbour[] Neighbours, int Hops, bool SaidGoodbye);

/// <summary>Something a person should know.</summary>
/// <param name="Code">Stable, kebab-case.</param>
/// <param name="Text">One sentence.</param>
internal sealed record ProtocolNotice(string Code, string Text);
