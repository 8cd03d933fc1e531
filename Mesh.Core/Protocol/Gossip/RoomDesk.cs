using Mesh.Protocol.Presence;
using Mesh.Wire;

namespace Mesh.Protocol.Gossip;

/// <summary>What the application does in rooms: joins, leaves, writes.</summary>
internal sealed class RoomDesk
{
    private readonly Turn _turn;
    private readonly Author _author;
    private readonly DeliveryOrder _delivery;
    private readonly OwnPresence _presence;

    /// <summary>Makes the desk of a node.</summary>
    public RoomDesk(Turn turn, Author author, DeliveryOrder delivery, OwnPresence presence)
    {
        _turn = turn;
        _author = author;
        _delivery = delivery;
        _presence = presence;
    }

    /// <summary>Writes a message, or says why not.</summary>
    public void OnPublish(PublishCommand command)
    {
        RoomId room = RoomId.OfName(command.Room);
        string? refusal = _delivery.RoomName(room) is null ? $"The room '{command.Room}' was not joined." : _author.Write(room, ServiceClass.Durable, command);
        if (refusal is not null)
        {
            _turn.Outbox.Add(new MeshOutput(MeshOutputKind.PublishFailed, Number: command.Token, Body: refusal));
        }
    }

    /// <summary>Joins a room.</summary>
    public void OnJoin(string room)
    {
        if (_delivery.Join(room))
        {
            _presence.Join(room);
        }
    }

    /// <summary>Leaves a room.</summary>
    public void OnLeave(string room)
    {
        if (_delivery.Leave(room))
        {
            _author.OnLeft(RoomId.OfName(room));
            _presence.Leave(room);
        }
    }
}
