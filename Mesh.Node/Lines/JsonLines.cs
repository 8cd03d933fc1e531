using System.Text;
using Mesh.Node.Slides;

namespace Mesh.Node.Lines;

/// <summary>Everything as JSON, one object a line (docs/command.md, "Lines of JSON"). Keys and event names are a contract: they are added to, never changed.</summary>
internal sealed class JsonLines : IChatLines
{
    public IReadOnlyList<ChatLine> Ready(NodeStatus status) => One(Status("ready", status));

    /// <summary>The answer to "who are you".</summary>
    public static string Id(NodeStatus status) => Status("id", status).ToString();

    public IReadOnlyList<ChatLine> Of(MeshEvent happening) => happening switch
    {
        MessageReceived received => [Line(Message(received.Message))],
        MessageQueued queued => One(Own("queued", queued.Message)),
        MessageSent sent => One(Own("sent", sent.Message)),
        _ => News(happening) is { } line ? One(line) : [],
    };

    /// <summary>What happened besides messages, as its object; null for what is not told.</summary>
    public static JsonLine? News(MeshEvent happening) => happening switch
    {
        LinkUp up => Link("link-up", up.Link, reason: null, up.At),
        LinkDown down => Link("link-down", down.Link, down.Reason, down.At),
        PeerAppeared appeared => Peer(JsonLine.Event("peer-appeared"), appeared.Peer).With("at", appeared.At),
        PeerLeft left => Peer(JsonLine.Event("peer-left"), left.Peer).With("goodbye", left.SaidGoodbye).With("at", left.At),
        PeerChanged changed => Peer(JsonLine.Event("peer-changed"), changed.Peer).With("formerName", changed.FormerName).With("at", changed.At),
        Alone alone => JsonLine.Event("alone").With("reasons", Reasons(alone.Reasons)).With("at", alone.At),
        Notice notice => JsonLine.Event("notice").With("code", notice.Code).With("text", notice.Text).With("at", notice.At),
        _ => null,
    };

    public IReadOnlyList<ChatLine> Queued(RoomMessage message) => One(Own("queued", message));

    public IReadOnlyList<ChatLine> NotLeft(RoomMessage message) => One(JsonLine.Event("error")
        .With("message", "No link took this line, so nobody has it.")
        .With("room", message.Room)
        .With("id", message.Id.ToString())
        .With("text", message.Text));

    public IReadOnlyList<ChatLine> Joined(string room) => One(JsonLine.Event("joined").With("room", room));

    public IReadOnlyList<ChatLine> Left(string room) => One(JsonLine.Event("left").With("room", room));

    public IReadOnlyList<ChatLine> Renamed(string name) => One(JsonLine.Event("renamed").With("name", name));

    public IReadOnlyList<ChatLine> Rooms(IReadOnlyList<string> rooms) => One(JsonLine.Event("rooms").With("rooms", rooms));

    public IReadOnlyList<ChatLine> Who(string room, IReadOnlyList<MeshPeer> peers) =>
        One(JsonLine.Event("who").With("room", room).With("peers", peers.Select(peer => Peer(JsonLine.Object(), peer))));

    public IReadOnlyList<ChatLine> Peers(IReadOnlyList<MeshPeer> peers, IReadOnlyList<MeshLink> links, IReadOnlyList<AloneReason> alone) =>
        One(AllPeers(peers, links, alone));

    /// <summary>Everybody heard of, the links, and why there are none.</summary>
    public static JsonLine AllPeers(IReadOnlyList<MeshPeer> peers, IReadOnlyList<MeshLink> links, IReadOnlyList<AloneReason> alone) => JsonLine.Event("peers")
        .With("peers", peers.Select(peer => Peer(JsonLine.Object(), peer)))
        .With("links", links.Select(link => LinkFields(JsonLine.Object(), link)))
        .With("alone", Reasons(alone));

    public IReadOnlyList<ChatLine> Slide(Presentation shown) => One(JsonLine.Event("slide")
        .With("room", shown.Message.Room)
        .With("slides", shown.Message.Id.ToString())
        .With("title", shown.Deck.Title)
        .With("slide", shown.Slide)
        .With("of", shown.Deck.Slides.Count)
        .With("text", shown.Text));

    public IReadOnlyList<ChatLine> Help(IReadOnlyList<string> lines) => One(JsonLine.Event("help").With("lines", lines));

    public IReadOnlyList<ChatLine> Reply(JsonLine answer, string text) => One(answer);

    public IReadOnlyList<ChatLine> Note(string code, string sentence) => One(JsonLine.Event("notice").With("code", code).With("text", sentence));

    public IReadOnlyList<ChatLine> Error(string sentence) => [Line(Mistake(sentence))];

    public IReadOnlyList<ChatLine> Bye() => One(JsonLine.Event("bye"));

    /// <summary>A message as its line; a guest is named where one wrote.</summary>
    public static string Message(RoomMessage message) => WithGuest(MessageFields(message), message).ToString();

    /// <summary>A message as its object, without the guest.</summary>
    public static JsonLine MessageFields(RoomMessage message) => JsonLine.Event("message")
        .With("room", message.Room)
        .With("from", message.FromName)
        .With("peer", message.From.ToString())
        .With("id", message.Id.ToString())
        .With("text", message.Text)
        .With("hops", message.Hops)
        .With("sentAt", message.SentAt)
        .With("receivedAt", message.ReceivedAt)
        .With("kind", KebabCase(message.Kind.ToString()));

    /// <summary>A mistake as its line.</summary>
    public static string Mistake(string sentence) => JsonLine.Event("error").With("message", sentence).ToString();

    /// <summary>An own message as the line of an event of that name; a guest is named where one wrote.</summary>
    public static JsonLine Own(string name, RoomMessage message) => WithGuest(OwnFields(name, message), message);

    /// <summary>An own message as the object of an event of that name, without the guest.</summary>
    public static JsonLine OwnFields(string name, RoomMessage message) => JsonLine.Event(name)
        .With("room", message.Room)
        .With("id", message.Id.ToString())
        .With("text", message.Text)
        .With("kind", KebabCase(message.Kind.ToString()))
        .With("from", message.FromName)
        .With("peer", message.From.ToString());

    /// <summary>"OnlyLoopback" becomes "only-loopback".</summary>
    public static string KebabCase(string name)
    {
        StringBuilder kebab = new(name.Length + 4);
        foreach (char c in name)
        {
            if (char.IsAsciiLetterUpper(c) && kebab.Length > 0)
            {
                kebab.Append('-');
            }

            kebab.Append(char.ToLowerInvariant(c));
        }

        return kebab.ToString();
    }

    private static JsonLine WithGuest(JsonLine line, RoomMessage message) => message.Guest is null ? line : line.With("guest", message.Guest);

    private static JsonLine Status(string name, NodeStatus status) => JsonLine.Event(name)
        .With("peer", status.Peer.ToString())
        .With("name", status.Name)
        .With("listen", status.Listen)
        .With("network", status.Network)
        .With("rooms", status.Rooms)
        .With("data", status.DataFolder)
        .With("control", status.ControlSocket)
        .With("page", status.Page);

    private static JsonLine Link(string name, MeshLink link, string? reason, DateTimeOffset at) =>
        LinkFields(JsonLine.Event(name), link).With("reason", reason).With("at", at);

    private static JsonLine LinkFields(JsonLine line, MeshLink link) => line
        .With("peer", link.Peer.ToString())
        .With("name", link.Name)
        .With("address", link.Address)
        .With("interface", link.Interface)
        .With("dialled", link.Dialled)
        .With("since", link.Since)
        .With("roundTripMs", link.RoundTrip);

    /// <summary>A peer's fields in an object.</summary>
    public static JsonLine Peer(JsonLine line, MeshPeer peer) => line
        .With("peer", peer.Id.ToString())
        .With("name", peer.Name)
        .With("neighbour", peer.IsNeighbour)
        .With("hops", peer.Hops)
        .With("rooms", peer.Rooms)
        .With("lastHeard", peer.LastHeard);

    private static IEnumerable<JsonLine> Reasons(IReadOnlyList<AloneReason> reasons) => reasons.Select(reason => JsonLine.Object()
        .With("code", KebabCase(reason.Cause.ToString()))
        .With("interface", reason.Interface)
        .With("sentence", reason.Sentence)
        .With("advice", reason.Advice));

    private static ChatLine[] One(JsonLine line) => [Line(line.ToString())];

    private static ChatLine Line(string text) => new(text, IsNote: false);
}
