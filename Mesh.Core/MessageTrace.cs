namespace Mesh;

/// <summary>How a message came to a node.</summary>
public enum MessageManner
{
    /// <summary>It was written there.</summary>
    Written,

    /// <summary>A neighbour sent it as soon as it had it.</summary>
    Pushed,

    /// <summary>It was missing, and was pulled when nodes compared what they hold.</summary>
    Pulled,
}

/// <summary>The history of a message, from this node back to its author.</summary>
/// <param name="Message">The message.</param>
/// <param name="End">How the trace ended; <see cref="WayEnd.Reached"/>: at the author.</param>
/// <param name="Hops">The nodes that it came over, this one first; the last one may be one that did not answer or does not remember.</param>
public sealed record MessageTrace(MessageId Message, WayEnd End, IReadOnlyList<MessageTraceHop> Hops);

/// <summary>A node that a message came over. What a node says of itself is signed, but otherwise taken on trust.</summary>
/// <param name="Peer">Who.</param>
/// <param name="IsKnown">Whether it answered and remembers the message; else the rest says nothing.</param>
/// <param name="From">The neighbour that brought it; null at the author.</param>
/// <param name="Hops">Links that it had crossed when it came there.</param>
/// <param name="Manner">How it came.</param>
/// <param name="At">
/// When it was taken in there, by this machine's wall clock: what the node told is how long ago that was, so that no two clocks have to agree; right to half
/// the round trip to it. Null when not known.
/// </param>
/// <param name="PassedTo">Neighbours to which it was sent whole from there, at most 16.</param>
public sealed record MessageTraceHop(PeerId Peer, bool IsKnown, PeerId? From, int Hops, MessageManner Manner, DateTimeOffset? At, IReadOnlyList<PeerId> PassedTo);
