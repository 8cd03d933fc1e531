using Mesh.Wire;

namespace Mesh.Protocol.Gossip;

/// <summary>
/// Hands messages of joined rooms to the application, each author's in the order of writing: a later message waits two seconds
/// for a missing earlier one. What comes after that is shown late rather than never.
/// </summary>
internal sealed class DeliveryOrder
{
    private readonly Turn _turn;
    private readonly DeadlineQueue _deadlines;
    private readonly BundleStore _store;
    private readonly Dictionary<RoomId, string> _rooms = [];

    /// <summary>Makes the order of a node that has joined no room.</summary>
    public DeliveryOrder(Turn turn, DeadlineQueue deadlines, BundleStore store)
    {
        _turn = turn;
        _deadlines = deadlines;
        _store = store;
    }

    /// <summary>The name of a joined room, or null.</summary>
    public string? RoomName(RoomId room) => _rooms.GetValueOrDefault(room);

    /// <summary>Joins a room and hands over what is held of it; false when it was joined before.</summary>
    public bool Join(string name)
    {
        RoomId room = RoomId.OfName(name);
        if (!_rooms.TryAdd(room, name))
        {
            return false;
        }

        foreach (BundleEntry entry in _store.Room(room))
        {
            Show(entry, entry.Core.First);
            StreamState stream = _store.Find(entry.Stream)!;
            stream.ShownTo = Math.Max(stream.ShownTo, entry.Core.Last);
            stream.HoldUntil = MeshInstant.Never;
        }

        return true;
    }

    /// <summary>Leaves a room; false when it was not joined.</summary>
    public bool Leave(string name) => _rooms.Remove(RoomId.OfName(name));

    /// <summary>A bundle was taken in.</summary>
    public void OnTaken(StreamState stream, BundleEntry entry)
    {
        if (stream.Class != ServiceClass.Durable || !_rooms.ContainsKey(stream.Id.Room))
        {
            return;
        }

        if (entry.Core.Last <= stream.ShownTo)
        {
            Show(entry, entry.Core.First);
            return;
        }

        ShowInOrder(stream);
    }

    /// <summary>Held-back messages may be due.</summary>
    public void OnDeadline(StreamState stream)
    {
        if (_turn.Now < stream.HoldUntil)
        {
            return;
        }

        stream.HoldUntil = MeshInstant.Never;
        if (_rooms.ContainsKey(stream.Id.Room))
        {
            // What was taken in and had to make room meanwhile can no longer be shown; it must not hold up what comes after it.
            stream.ShownTo = stream.EntryFrom(stream.ShownTo + 1) is { } entry ? Math.Max(stream.ShownTo, entry.Core.First - 1) : stream.Highest;
            ShowInOrder(stream);
        }
    }

    private void ShowInOrder(StreamState stream)
    {
        while (stream.ShownTo < stream.Highest && stream.EntryOf(stream.ShownTo + 1) is { } entry)
        {
            Show(entry, stream.ShownTo + 1);
            stream.ShownTo = entry.Core.Last;
            stream.HoldUntil = MeshInstant.Never;
        }

        if (stream.ShownTo < stream.Highest && stream.HoldUntil == MeshInstant.Never)
        {
            stream.HoldUntil = _turn.Now + ProtocolLimits.HoldBack;
            _deadlines.Set(stream.HoldUntil, TimerKind.HoldBack, stream.Number);
        }
    }

    private void Show(BundleEntry entry, ulong from)
    {
        string room = _rooms[entry.Core.Room];
        for (int i = (int)(from - entry.Core.First); i < entry.Core.Messages.Length; i++)
        {
            CoreMessage message = entry.Core.Messages[i];
            Delivery delivery = new(entry.Stream, entry.Core.First + (ulong)i, room, message.Kind, message.Body, message.Hlc, entry.Hops, entry.Tag);
            _turn.Outbox.Add(new MeshOutput(MeshOutputKind.Deliver, Peer: entry.Bundle.Origin, Body: delivery));
        }
    }
}
