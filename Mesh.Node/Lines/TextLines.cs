using System.Globalization;
using Mesh.Node.Chat;
using Mesh.Node.Slides;

namespace Mesh.Node.Lines;

/// <summary>Everything as plain lines for people. Messages and answers are lines of the chat, the rest are notes that begin with "* ".</summary>
internal sealed class TextLines : IChatLines
{
    public IReadOnlyList<ChatLine> Ready(NodeStatus status) =>
    [
        Note($"You are {Printable.Name(status.Name)} in {Names(status.Rooms)} of network {Printable.Name(status.Network)}."),
        Note($"Listening on {(status.Listen.Count == 0 ? "no address" : string.Join(", ", status.Listen.Select(Printable.Line)))}; others get in by starting mesh on this network, or with --peer ADDRESS:PORT."),
        .. status.Page is { } page ? (ChatLine[])[Note($"The page is at {page}")] : [],
    ];

    public IReadOnlyList<ChatLine> Of(MeshEvent happening) => happening switch
    {
        MessageReceived received => Spoken(received.Message),
        MessageQueued queued => Spoken(queued.Message),
        LinkUp up => [Note($"Linked with {Who(up.Link.Name, up.Link.Peer)} at {Place(up.Link)}.")],
        LinkDown down => [Note($"Link with {Who(down.Link.Name, down.Link.Peer)} at {Place(down.Link)} is down: {Sentence(down.Reason)}")],
        PeerAppeared appeared => [Note($"{Who(appeared.Peer.Name, appeared.Peer.Id)} is here, {Distance(appeared.Peer)}.")],
        PeerLeft left => [Note($"{Who(left.Peer.Name, left.Peer.Id)} {(left.SaidGoodbye ? "said goodbye" : "is gone")}.")],
        PeerChanged changed when changed.FormerName != changed.Peer.Name => [Note($"{Printable.Name(changed.FormerName)} is now {Printable.Name(changed.Peer.Name)}.")],
        Alone alone => AloneLines(alone.Reasons),
        Notice notice => [Note(Sentence(notice.Text))],
        _ => [],
    };

    public IReadOnlyList<ChatLine> Queued(RoomMessage message) => [];

    public IReadOnlyList<ChatLine> NotLeft(RoomMessage message) => Error($"No link took this line, so nobody has it: {message.Text}");

    public IReadOnlyList<ChatLine> Joined(string room) => [Note($"You joined {Printable.Name(room)}.")];

    public IReadOnlyList<ChatLine> Left(string room) => [Note($"You left {Printable.Name(room)}.")];

    public IReadOnlyList<ChatLine> Renamed(string name) => [Note($"You are now {Printable.Name(name)}.")];

    public IReadOnlyList<ChatLine> Rooms(IReadOnlyList<string> rooms) => [Chat($"Your rooms: {(rooms.Count == 0 ? "none" : Names(rooms))}.")];

    public IReadOnlyList<ChatLine> Who(string room, IReadOnlyList<MeshPeer> peers) =>
    [
        Chat($"In {Printable.Name(room)}: you{string.Concat(peers.Select(peer => $", {Printable.Name(peer.Name)}"))}."),
    ];

    public IReadOnlyList<ChatLine> Peers(IReadOnlyList<MeshPeer> peers, IReadOnlyList<MeshLink> links, IReadOnlyList<AloneReason> alone)
    {
        if (peers.Count == 0 && links.Count == 0)
        {
            return [Chat("Nobody is near."), .. AloneLines(alone)];
        }

        return
        [
            .. peers.Select(peer => Chat($"{Who(peer.Name, peer.Id)}, {Distance(peer)}, in {(peer.Rooms.Count == 0 ? "no room" : Names(peer.Rooms))}")),
            .. links.Select(link => Chat($"link with {Who(link.Name, link.Peer)} at {Place(link)}{RoundTrip(link)}")),
        ];
    }

    public IReadOnlyList<ChatLine> Slide(Presentation shown) =>
    [
        Chat(string.Create(CultureInfo.InvariantCulture, $"-- {shown.Deck.Title}, {shown.Slide} of {shown.Deck.Slides.Count} --")),
        .. SlideText.Of(shown.Text).Split('\n').Select(Chat),
    ];

    public IReadOnlyList<ChatLine> Help(IReadOnlyList<string> lines) => lines.Select(Chat).ToArray();

    public IReadOnlyList<ChatLine> Reply(JsonLine answer, string text) => [.. text.Split('\n').Select(Chat)];

    public IReadOnlyList<ChatLine> Note(string code, string sentence) => [Note(Sentence(sentence))];

    public IReadOnlyList<ChatLine> Error(string sentence) => [new ChatLine($"mesh: {Printable.Line(sentence)}", IsNote: true)];

    public IReadOnlyList<ChatLine> Bye() => [];

    /// <summary>A message as its line: "[room] name: text", or "[room] * name text" for what somebody does; null for what is no line, such as a turned page.</summary>
    /// <param name="room">The room.</param>
    /// <param name="from">Its author's name.</param>
    /// <param name="guest">The guest of the author who wrote it, or null.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="text">What it says.</param>
    public static string? Message(string room, string from, string? guest, MessageKind kind, string text)
    {
        string where = Printable.Name(room);
        string who = guest is null ? Printable.Name(from) : $"{Printable.Name(guest)} (guest of {Printable.Name(from)})";
        return kind switch
        {
            MessageKind.Text => $"[{where}] {who}: {Printable.Line(text)}",
            MessageKind.Action => $"[{where}] * {who} {Printable.Line(text)}",
            MessageKind.Slides => $"[{where}] * {who} shows {SlideCount(text)}; open the page to follow",
            _ => null,
        };
    }

    private static ChatLine[] Spoken(RoomMessage message) =>
        Message(message.Room, message.FromName, message.Guest, message.Kind, message.Text) is { } line ? [Chat(line)] : [];

    private static string SlideCount(string markdown)
    {
        int count = markdown.Split('\n').Count(line => line.Trim() == "---") + 1;
        return count == 1 ? "1 slide" : string.Create(CultureInfo.InvariantCulture, $"{count} slides");
    }

    private static ChatLine[] AloneLines(IReadOnlyList<AloneReason> reasons) =>
    [
        Note("Nobody is linked."),
        .. reasons.Select(reason => Note($"{Sentence(Printable.Reason(reason))} {Sentence(reason.Advice)}")),
    ];

    // In a closed network a peer has no name before its presence tells it; its identity stands there alone.
    private static string Who(string name, PeerId peer) => name == peer.ToShortString()
        ? name
        : $"{Printable.Name(name.Length == 0 ? "somebody" : name)} ({peer.ToShortString()})";

    private static string Place(MeshLink link) => Printable.Line(link.Address) + (link.Interface is null ? string.Empty : $" on {Printable.Name(link.Interface)}");

    private static string Distance(MeshPeer peer) => peer.Hops <= 1 ? "next to you" : FormattableString.Invariant($"{peer.Hops} hops away");

    private static string RoundTrip(MeshLink link) => link.RoundTrip is { } time
        ? string.Create(CultureInfo.InvariantCulture, $", {time.TotalMilliseconds:0.#} ms")
        : string.Empty;

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(Printable.Name));

    private static string Sentence(string text)
    {
        string line = Printable.Line(text).Trim();
        return line.Length == 0 || line[^1] is '.' or '!' or '?' ? line : line + ".";
    }

    private static ChatLine Chat(string text) => new(text, IsNote: false);

    private static ChatLine Note(string text) => new("* " + text, IsNote: true);
}
