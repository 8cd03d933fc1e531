using Mesh.Node.Chat;

namespace Mesh.Node.Terminal;

/// <summary>What the chat shows: rooms with their lines, who is near, why nobody is. Owned by one loop; knows no screen.</summary>
internal sealed class ChatModel
{
    /// <summary>Rooms shown. Only the person joins rooms, so the limit is one of sense.</summary>
    public const int RoomsMax = 64;

    /// <summary>Own messages watched until they leave; the oldest is forgotten first and keeps its mark.</summary>
    public const int WatchedMax = 4_096;

    private readonly List<RoomLog> _rooms = [];
    private readonly OrderedDictionary<MessageId, RoomLine> _watched = [];
    private readonly TimeZoneInfo _zone;

    public ChatModel(TimeZoneInfo zone)
    {
        _zone = zone;
        Current = Home;
    }

    /// <summary>Where lines go while no room is joined.</summary>
    public RoomLog Home { get; } = new(string.Empty);

    public IReadOnlyList<RoomLog> Rooms => _rooms;

    public RoomLog Current { get; private set; }

    /// <summary>Why nobody is near, most telling first; empty while somebody is, or it is too early to say.</summary>
    public IReadOnlyList<AloneReason> AloneReasons { get; set; } = [];

    public ChatSurroundings Surroundings { get; set; } = ChatSurroundings.Empty;

    /// <summary>A word beside the input that goes with the next key.</summary>
    public string Hint { get; set; } = string.Empty;

    /// <summary>Own messages that no line shows.</summary>
    public UnseenSends Unseen { get; } = new();

    /// <summary>What the person wrote and left on no link yet, in all rooms.</summary>
    public IEnumerable<string> Waiting => _rooms.SelectMany(Queued).Select(line => line.Text).Concat(Unseen.Waiting);

    /// <summary>A moment as the person's clock shows it.</summary>
    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone);

    /// <summary>The room of that name, made when there is none; null when there are <see cref="RoomsMax"/>.</summary>
    public RoomLog? RoomOf(string name)
    {
        RoomLog? room = _rooms.Find(room => room.Name == name);
        if (room is null && _rooms.Count < RoomsMax)
        {
            room = new RoomLog(name);
            _rooms.Add(room);
        }

        return room;
    }

    /// <summary>Shows another room.</summary>
    public void Show(RoomLog room)
    {
        if (room != Current)
        {
            Current.Close();
            Current = room;
        }

        room.Open();
    }

    /// <summary>Shows the room that stands so many places further in the bar, round its ends.</summary>
    public void Step(int places)
    {
        if (_rooms.Count > 0)
        {
            int place = Math.Max(0, _rooms.IndexOf(Current));
            Show(_rooms[((place + places) % _rooms.Count + _rooms.Count) % _rooms.Count]);
        }
    }

    /// <summary>Takes a room out of the bar.</summary>
    public void Remove(string name)
    {
        int place = _rooms.FindIndex(room => room.Name == name);
        if (place < 0)
        {
            return;
        }

        RoomLog room = _rooms[place];
        _rooms.RemoveAt(place);
        if (room == Current)
        {
            Show(_rooms.Count == 0 ? Home : _rooms[Math.Min(place, _rooms.Count - 1)]);
        }
    }

    /// <summary>The room of that name if the bar shows it.</summary>
    public RoomLog? Shown(string name) => _rooms.Find(room => room.Name == name);

    /// <summary>Adds a line to a room.</summary>
    public void Add(RoomLog room, RoomLine line) => room.Add(line, room == Current);

    /// <summary>Adds a line to the room that is shown.</summary>
    public void Say(LineKind kind, DateTimeOffset at, string text) => Add(Current, new RoomLine(kind, Local(at), Printable.Block(text)));

    /// <summary>Makes the bar show the rooms that the node has joined: they may be joined and left by other surfaces as well.</summary>
    public void Follow(IReadOnlyList<string> names)
    {
        foreach (RoomLog room in _rooms.ToArray())
        {
            if (!names.Contains(room.Name))
            {
                Remove(room.Name);
            }
        }

        foreach (string name in names)
        {
            RoomLog? room = RoomOf(name);
            if (room is not null && Current == Home)
            {
                Show(room);
            }
        }
    }

    /// <summary>A message came or was written here. An own one is known already, or was written through another surface of this node.</summary>
    public void OnMessage(RoomMessage message)
    {
        if (!message.IsOwn)
        {
            AddMessage(message, SendMark.None);
        }
        else if (FindOwn(message) is null)
        {
            AddMessage(message, SendMark.Queued);
        }
    }

    /// <summary>An own message left on a link.</summary>
    public void OnLeft(RoomMessage message)
    {
        if (FindOwn(message) is RoomLine line)
        {
            line.Mark = SendMark.Left;
        }
        else
        {
            AddMessage(message, SendMark.Left);
        }
    }

    /// <summary>The person wrote; the line shows at once, before the node numbered it.</summary>
    public RoomLine AddOwn(RoomLog room, MessageKind kind, string text, DateTimeOffset at)
    {
        RoomLine line = new(kind == MessageKind.Action ? LineKind.Action : LineKind.Message, Local(at), Printable.Block(text))
        {
            Author = Surroundings.Label(Surroundings.OwnId, Surroundings.OwnName),
            AuthorId = Surroundings.OwnId,
            Mark = SendMark.Queued,
        };
        room.MarkSeen();
        room.Scroll = null;
        Add(room, line);
        return line;
    }

    /// <summary>
    /// The node numbered an own message. When the line stands for another message already, somebody wrote the same words elsewhere at the same time;
    /// then the news of this one adds a line of its own.
    /// </summary>
    public void OnNumbered(RoomLine line, MessageId id)
    {
        if (line.Id is null)
        {
            line.Id = id;
            Watch(id, line);
        }
    }

    /// <summary>The line of an own message. News of it may come before the node told its number; then the text finds it.</summary>
    private RoomLine? FindOwn(RoomMessage message)
    {
        if (_watched.TryGetValue(message.Id, out RoomLine? known))
        {
            return known;
        }

        RoomLog? room = message.Guest is null ? Shown(message.Room) : null;
        string text = Printable.Block(message.Text);
        RoomLine? line = room is null ? null : Queued(room).FirstOrDefault(line => line.Id is null && line.Kind == KindOf(message) && line.Text == text);
        if (line is not null)
        {
            OnNumbered(line, message.Id);
        }

        return line;
    }

    private void AddMessage(RoomMessage message, SendMark mark)
    {
        RoomLog? room = Shown(message.Room);
        if (room is null)
        {
            return;
        }

        string from = Surroundings.Label(message.From, message.FromName);
        bool isOwnPerson = message.IsOwn && message.Guest is null;
        RoomLine line = new(KindOf(message), Local(message.ReceivedAt), Printable.Block(message.Text))
        {
            Author = message.Guest is null ? from : Printable.Name(message.Guest),
            Host = message.Guest is null ? string.Empty : from,
            AuthorId = message.From,
            IsMention = !isOwnPerson && Mention.Names(message.Text, Surroundings.OwnName),
            Mark = mark,
            Id = message.Id,
        };
        if (message.IsOwn)
        {
            Watch(message.Id, line);
        }

        // What the person wrote in another window is read.
        room.Add(line, room == Current || isOwnPerson);
    }

    private static LineKind KindOf(RoomMessage message) => message.Kind == MessageKind.Action ? LineKind.Action : LineKind.Message;

    private void Watch(MessageId id, RoomLine line)
    {
        _watched[id] = line;
        if (_watched.Count > WatchedMax)
        {
            _watched.RemoveAt(0);
        }
    }

    /// <summary>Own messages of a room that left on no link yet, oldest first.</summary>
    private static IEnumerable<RoomLine> Queued(RoomLog room)
    {
        for (int i = 0; i < room.Count; i++)
        {
            if (room[i].Mark == SendMark.Queued)
            {
                yield return room[i];
            }
        }
    }
}
