namespace Mesh;

/// <summary>Something that happened at a node, as told by <see cref="MeshNode.ReadEventsAsync"/>.</summary>
/// <param name="At">When, by this machine's wall clock.</param>
public abstract record MeshEvent(DateTimeOffset At);

/// <summary>A link to a peer is up: its identity is proven and gossip flows.</summary>
/// <param name="At">When, by this machine's wall clock.</param>
/// <param name="Link">The link.</param>
public sealed record LinkUp(DateTimeOffset At, MeshLink Link) : MeshEvent(At);

/// <summary>A link that was up is gone.</summary>
/// <param name="At">When, by this machine's wall clock.</param>
/// <param name="Link">The link as it was.</param>
/// <param name="Reason">One short sentence.</param>
public sealed record LinkDown(DateTimeOffset At, MeshLink Link, string Reason) : MeshEvent(At);

/// <summary>Somebody is there who was not: a neighbour, or a peer heard of over several hops. A flap of under ten seconds tells nothing.</summary>
/// <param name="At">When, by this machine's wall clock.</param>
/// <param name="Peer">Who.</param>
public sealed record PeerAppeared(DateTimeOffset At, MeshPeer Peer) : MeshEvent(At);

/// <summary>Somebody went: said goodbye, or has not been heard for long enough to be sure.</summary>
/// <param name="At">When, by this machine's wall clock.</param>
/// <param name="Peer">Who, as last known.</param>
/// <param name="SaidGoodbye">True when the peer said so itself.</param>
public sealed record PeerLeft(DateTimeOffset At, MeshPeer Peer, bool SaidGoodbye) : MeshEvent(At);

/// <summary>A peer's name or rooms changed.</summary>
/// <param name="At">When, by this machine's wall clock.</param>
/// <param name="Peer">Who, as known now.</param>
/// <param name="FormerName">The name before; equal to the present one when only the rooms changed.</param>
public sealed record PeerChanged(DateTimeOffset At, MeshPeer Peer, string FormerName) : MeshEvent(At);

/// <summary>A message arrived in a room that this node has joined.</summary>
/// <param name="At">When, by this machine's wall clock.</param>
/// <param name="Message">The message.</param>
public sealed record MessageReceived(DateTimeOffset At, RoomMessage Message) : MeshEvent(At);

/// <summary>An own message is numbered and signed; from now on it is offered to every neighbour. Told for every message that this node writes, whoever asked for it.</summary>
/// <param name="At">When, by this machine's wall clock.</param>
/// <param name="Message">The message.</param>
public sealed record MessageQueued(DateTimeOffset At, RoomMessage Message) : MeshEvent(At);

/// <summary>An own message left on at least one link. Says nothing about who has it.</summary>
/// <param name="At">When, by this machine's wall clock.</param>
/// <param name="Message">The message.</param>
public sealed record MessageSent(DateTimeOffset At, RoomMessage Message) : MeshEvent(At);

/// <summary>No link has been up for five seconds; tells why, per interface, and what to do. Told again only when the reasons change.</summary>
/// <param name="At">When, by this machine's wall clock.</param>
/// <param name="Reasons">At least one reason, most telling first.</param>
public sealed record Alone(DateTimeOffset At, IReadOnlyList<AloneReason> Reasons) : MeshEvent(At);

/// <summary>Something a person should know that is none of the above: a link refused, a copied identity, events that were dropped.</summary>
/// <param name="At">When, by this machine's wall clock.</param>
/// <param name="Code">A stable short code, such as "passphrase-mismatch".</param>
/// <param name="Text">One sentence.</param>
public sealed record Notice(DateTimeOffset At, string Code, string Text) : MeshEvent(At);
