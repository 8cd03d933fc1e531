namespace Mesh;

/// <summary>What a message is.</summary>
public enum MessageKind : byte
{
    /// <summary>Something said.</summary>
    Text = 1,

    /// <summary>Something done: "/me waves".</summary>
    Action = 2,

    /// <summary>Slides for everybody in the room: the text is Markdown, whose slides are separated by lines of "---". Begins a presentation on slide 1.</summary>
    Slides = 6,

    /// <summary>A presenter turns a page: the text is the <see cref="MessageId"/> of the slides, a space, and the slide's number from 1; 0 ends the presentation.</summary>
    Turn = 7,
}

/// <summary>A message in a room.</summary>
/// <param name="Room">The room's name.</param>
/// <param name="Id">The message's identity, the same on every node.</param>
/// <param name="From">Its author, whose signature was verified.</param>
/// <param name="FromName">What its author calls itself; the short form of <paramref name="From"/> while unknown.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, exactly as written: may contain control characters, which a display must remove.</param>
/// <param name="Hops">Links it crossed: 0 for an own message, 1 from a neighbour.</param>
/// <param name="SentAt">When its author says it was written; never trusted, shown only.</param>
/// <param name="ReceivedAt">When this node received it, by this machine's wall clock.</param>
/// <param name="IsOwn">Whether this node wrote it.</param>
/// <param name="Guest">The name of the person whom the author's node vouches for and lets write through it; null when its own person wrote.</param>
public sealed record RoomMessage(
    string Room,
    MessageId Id,
    PeerId From,
    string FromName,
    MessageKind Kind,
    string Text,
    int Hops,
    DateTimeOffset SentAt,
    DateTimeOffset ReceivedAt,
    bool IsOwn,
    string? Guest = null);
