using Mesh.Node.Slides;

namespace Mesh.Node.Lines;

/// <summary>How what happens is written as lines: for people or as JSON. Pure; an answer of no lines means that this form keeps silent about it.</summary>
internal interface IChatLines
{
    /// <summary>The node runs.</summary>
    IReadOnlyList<ChatLine> Ready(NodeStatus status);

    /// <summary>Something happened at the node.</summary>
    IReadOnlyList<ChatLine> Of(MeshEvent happening);

    /// <summary>An own message is numbered and signed, and waits for a link.</summary>
    IReadOnlyList<ChatLine> Queued(RoomMessage message);

    /// <summary>An own message did not leave before the end; it is lost.</summary>
    IReadOnlyList<ChatLine> NotLeft(RoomMessage message);

    /// <summary>A room was joined by command.</summary>
    IReadOnlyList<ChatLine> Joined(string room);

    /// <summary>A room was left by command.</summary>
    IReadOnlyList<ChatLine> Left(string room);

    /// <summary>The own name was changed by command.</summary>
    IReadOnlyList<ChatLine> Renamed(string name);

    /// <summary>The joined rooms.</summary>
    IReadOnlyList<ChatLine> Rooms(IReadOnlyList<string> rooms);

    /// <summary>Who says to be in a room, besides oneself.</summary>
    IReadOnlyList<ChatLine> Who(string room, IReadOnlyList<MeshPeer> peers);

    /// <summary>Everybody heard of, the links, and why there are none.</summary>
    IReadOnlyList<ChatLine> Peers(IReadOnlyList<MeshPeer> peers, IReadOnlyList<MeshLink> links, IReadOnlyList<AloneReason> alone);

    /// <summary>A slide, for who reads slides here.</summary>
    IReadOnlyList<ChatLine> Slide(Presentation shown);

    /// <summary>The commands.</summary>
    IReadOnlyList<ChatLine> Help(IReadOnlyList<string> lines);

    /// <summary>The answer to a question whose answer is an event of its own.</summary>
    /// <param name="answer">The event.</param>
    /// <param name="text">The same for people, perhaps on several lines, without anything that steers a terminal.</param>
    IReadOnlyList<ChatLine> Reply(JsonLine answer, string text);

    /// <summary>Something to know that is no fault.</summary>
    IReadOnlyList<ChatLine> Note(string code, string sentence);

    /// <summary>Something was wrong, said in one sentence.</summary>
    IReadOnlyList<ChatLine> Error(string sentence);

    /// <summary>The end.</summary>
    IReadOnlyList<ChatLine> Bye();
}
