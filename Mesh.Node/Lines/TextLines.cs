using System.Globalization;
using Mesh.Node.Chat;

namespace Mesh.Node.Lines;

/// <summary>Everything as plain lines for people. Messages and answers are lines of the chat, the rest are notes that begin with "* ".</summary>
internal sealed class TextLines : IChatLines
{
    public IReadOnlyList<ChatLine> Ready(NodeStatus status) =>
    [
        Note($"You are {Printable.Name(status.Name)} in {Names(status.Rooms)} of network {Printable.Name(status.Network)}."),
        Note($"Listening on {(status.Listen.Count == 0 ? "no address" : string.Join(", ", status.Listen.Select(Printable.Line)))}; others get in by starting mesh on this network, or with --peer ADDRESS:PORT."),
    ];

    public IReadOnlyList<ChatLine> Of(MeshEvent happening) => happening switch
    {
        MessageReceived received => [Chat(Message(received.Message))],
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

    public IReadOnlyList<ChatLine> Help(IReadOnlyList<string> lines) => lines.Select(Chat).ToArray();

    public IReadOnlyList<ChatLine> Note(string code, string sentence) => [Note(Sentence(sentence))];

    public IReadOnlyList<ChatLine> Error(string sentence) => [new ChatLine($"mesh: {Printable.Line(sentence)}", IsNote: true)];

    public IReadOnlyList<ChatLine> Bye() => [];

    /// <summary>A message as its line: "[room] name: text", or "[room] * name text" for what somebody does.</summary>
    public static string Message(RoomMessage message)
    {
        string room = Printable.Name(message.Room);
        string name = Printable.Name(message.FromName);
        string text = Printable.Line(message.Text);
        return message.Kind == MessageKind.Action ? $"[{room}] * {name} {text}" : $"[{room}] {name}: {text}";
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
