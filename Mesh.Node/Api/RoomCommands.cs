using System.Globalization;
using System.Text;
using Mesh.Node.Configuration;
using Mesh.Node.Journal;
using Mesh.Node.Lines;
using Mesh.Node.Web;

namespace Mesh.Node.Api;

/// <summary>The commands about rooms and people. Guests are held to their room.</summary>
internal sealed class RoomCommands
{
    private const int HistoryDefault = 100;
    private const int HistoryMax = 500;
    private const int SlideMax = 10_000;

    /// <summary>Names and room for a guest's text: what a guest's message carries besides.</summary>
    private const int GuestBytes = 80;

    private readonly ApiNode _node;

    public RoomCommands(ApiNode node)
    {
        _node = node;
    }

    /// <summary>Does a command of these; null when it is none.</summary>
    public Task<JsonLine>? Do(ApiRequest request, ApiSession session, CancellationToken cancellationToken) => request.Do switch
    {
        "send" => SendAsync(request, session, cancellationToken),
        "turn" => TurnAsync(request, session, cancellationToken),
        "join" => JoinAsync(request, session, cancellationToken),
        "leave" => LeaveAsync(request, session, cancellationToken),
        "nick" => NickAsync(request, session, cancellationToken),
        "rooms" => Task.FromResult(Rooms(session)),
        "who" => Task.FromResult(Who(request, session)),
        "peers" => Task.FromResult(Peers(session)),
        "history" => Task.FromResult(History(request, session)),
        _ => null,
    };

    /// <summary>Says something in a room as the session's owner or guest.</summary>
    public async Task<RoomMessage> SayAsync(ApiSession session, string room, string text, MessageKind kind, CancellationToken cancellationToken)
    {
        CheckRoom(_node, room, session.Visitor);
        int bytesMax = session.GuestName is null ? MeshRoom.TextBytesMax : MeshRoom.TextBytesMax - GuestBytes;
        int bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > bytesMax)
        {
            throw new ApiException(ApiCode.TooLong, string.Create(CultureInfo.InvariantCulture, $"The text has {bytes:N0} bytes and may have {bytesMax:N0}; shorten it, or send it in parts."));
        }

        if (text.Length == 0)
        {
            throw new ApiException(ApiCode.BadRequest, "The text is empty; write at least one character.");
        }

        if (session.GuestName is not { } guest)
        {
            return await _node.Node.SendAsync(room, text, kind, cancellationToken);
        }

        return kind is MessageKind.Text or MessageKind.Action
            ? await _node.Node.SendAsGuestAsync(room, guest, text, kind, cancellationToken)
            : throw new ApiException(ApiCode.Forbidden, "A guest writes text and actions only.");
    }

    private async Task<JsonLine> SendAsync(ApiRequest request, ApiSession session, CancellationToken cancellationToken) =>
        Queued(await SayAsync(session, request.Text("room"), request.Text("text"), request.Kind(), cancellationToken));

    /// <summary>The room is that of the slides, where the journal still holds them, or the one given.</summary>
    private async Task<JsonLine> TurnAsync(ApiRequest request, ApiSession session, CancellationToken cancellationToken)
    {
        CheckOwner(session);
        string slides = request.Text("slides");
        int slide = request.Number("slide", 0, SlideMax, otherwise: -1);
        if (!MessageId.TryParse(slides, out MessageId id) || slide < 0)
        {
            throw new ApiException(ApiCode.BadRequest, "'turn' needs \"slides\", the id of the message that holds them, and \"slide\", a number from 1, or 0 to end.");
        }

        string room = request.OptionalText("room") ?? _node.Journal.RoomOf(id.ToString())
            ?? throw new ApiException(ApiCode.BadRequest, "These slides are too long ago; name the room of the presentation in \"room\".");
        string text = string.Create(CultureInfo.InvariantCulture, $"{id} {slide}");
        return Queued(await SayAsync(session, room, text, MessageKind.Turn, cancellationToken));
    }

    private async Task<JsonLine> JoinAsync(ApiRequest request, ApiSession session, CancellationToken cancellationToken)
    {
        CheckOwner(session);
        string room = request.Text("room");
        await _node.Node.JoinAsync(room, cancellationToken);
        _node.Watch.Look();
        return JsonLine.Event("joined").With("room", room);
    }

    private async Task<JsonLine> LeaveAsync(ApiRequest request, ApiSession session, CancellationToken cancellationToken)
    {
        CheckOwner(session);
        string room = request.Text("room");
        CheckRoom(_node, room, session.Visitor);
        await _node.Node.LeaveAsync(room, cancellationToken);
        _node.Watch.Look();
        return JsonLine.Event("left").With("room", room);
    }

    private async Task<JsonLine> NickAsync(ApiRequest request, ApiSession session, CancellationToken cancellationToken)
    {
        string name = request.Text("name").Trim();
        if (session.Visitor.Seat is { } seat)
        {
            GuestName.Check(name);
            GuestName.CheckFree(name, seat.Invite.Room, _node.Node);
            if (!_node.Guests.Rename(seat, name))
            {
                throw new ApiException(ApiCode.NameTaken, "Another guest in this room has that name; choose another.");
            }
        }
        else
        {
            CheckOwner(session);
            await _node.Node.SetNameAsync(name, cancellationToken);
            _node.Watch.Look();
        }

        return JsonLine.Event("renamed").With("name", name);
    }

    private JsonLine Rooms(ApiSession session) =>
        JsonLine.Event("rooms").With("rooms", session.Visitor.GuestRoom is { } room ? [room] : _node.Node.Rooms);

    private JsonLine Who(ApiRequest request, ApiSession session)
    {
        string room = request.OptionalText("room") ?? session.Visitor.GuestRoom ?? request.Text("room");
        CheckRoom(_node, room, session.Visitor);
        return JsonLine.Event("who").With("room", room).With("peers", PeersFor(session, room));
    }

    private JsonLine Peers(ApiSession session) => session.Visitor.GuestRoom is { } room
        ? JsonLine.Event("peers").With("peers", PeersFor(session, room))
        : JsonLines.AllPeers(_node.Node.Peers, _node.Node.Links, _node.Node.AloneReasons);

    private JsonLine History(ApiRequest request, ApiSession session)
    {
        string room = request.OptionalText("room") ?? session.Visitor.GuestRoom ?? request.Text("room");
        CheckRoom(_node, room, session.Visitor);
        int limit = request.Number("limit", 1, HistoryMax, HistoryDefault);
        (IReadOnlyList<JournalEntry> messages, bool hasMore) = _node.Journal.History(room, NumberOf(request.Place("after")), NumberOf(request.Place("before")), limit);
        return JsonLine.Event("history").With("room", room).WithWhole("messages", messages.Select(entry => entry.Utf8)).With("more", hasMore);
    }

    /// <summary>A place of another run of the node bounds nothing.</summary>
    private long? NumberOf(JournalPlace? place) => place?.Run == _node.Journal.Run ? place.Value.Number : null;

    /// <summary>What a guest learns of others: who is in the room, and nothing of where they are.</summary>
    private IEnumerable<JsonLine> PeersFor(ApiSession session, string room)
    {
        IEnumerable<MeshPeer> peers = _node.Node.Peers.Where(peer => peer.Rooms.Contains(room));
        return session.Visitor.Role == VisitorRole.Owner
            ? peers.Select(peer => JsonLines.Peer(JsonLine.Object(), peer))
            : peers.Select(peer => JsonLine.Object().With("peer", peer.Id.ToString()).With("name", peer.Name));
    }

    /// <exception cref="ApiException">The node is not in that room, or a guest belongs to another.</exception>
    public static void CheckRoom(ApiNode node, string room, Visitor visitor)
    {
        if (visitor.GuestRoom is { } own && own != room)
        {
            throw new ApiException(ApiCode.Forbidden, $"A guest is in the room '{SettingValue.Shown(own)}' only.");
        }

        if (!node.Node.Rooms.Contains(room))
        {
            throw new ApiException(ApiCode.NoSuchRoom, $"This node is not in the room '{SettingValue.Shown(room)}'; join it first.");
        }
    }

    private static void CheckOwner(ApiSession session)
    {
        if (session.Visitor.Role != VisitorRole.Owner)
        {
            throw new ApiException(ApiCode.Forbidden, "A guest may not do that; ask whoever invited you.");
        }
    }

    /// <summary>An own message as its author's client is told of it.</summary>
    public static JsonLine Queued(RoomMessage message) => JsonLines.OwnFields("queued", message).With("guest", message.Guest);
}
