using Mesh.Chat;
using Mesh.Diagnostics;
using Mesh.Protocol;

namespace Mesh.Hosting;

/// <summary>Tells the application what the machine delivers and what became of its own messages. Belongs to the pump.</summary>
internal sealed class RoomNarrator
{
    private readonly PeerId _self;
    private readonly EventHub _events;
    private readonly RoomBook _rooms;
    private readonly PeerBook _peers;
    private readonly PublishLedger _publishes;
    private readonly MeshMetrics _metrics;
    private readonly SentLedger _unsent = new();

    public RoomNarrator(PeerId self, EventHub events, RoomBook rooms, PeerBook peers, PublishLedger publishes, MeshMetrics metrics)
    {
        _self = self;
        _events = events;
        _rooms = rooms;
        _peers = peers;
        _publishes = publishes;
        _metrics = metrics;
    }

    /// <summary>What the node calls itself; follows a change of name.</summary>
    public required string OwnName { get; set; }

    /// <summary>Own messages that left on no link yet.</summary>
    public int UnsentCount => _unsent.Count;

    /// <returns>False when the output is not about messages.</returns>
    public bool TryTell(in MeshOutput output)
    {
        switch (output.Kind)
        {
            case MeshOutputKind.Deliver when output.Body is Delivery delivery:
                Deliver(delivery);
                return true;
            case MeshOutputKind.Accepted when output.Body is Delivery delivery:
                Accept(output.Number, delivery);
                return true;
            case MeshOutputKind.PublishFailed:
                _publishes.Fail(output.Number, new InvalidOperationException(output.Body as string ?? "The message could not be written."));
                return true;
            default:
                return false;
        }
    }

    /// <summary>A record of the own bundle <paramref name="tag"/> was written to a link.</summary>
    public void BundleWritten(long tag)
    {
        foreach (RoomMessage message in _unsent.Left(tag))
        {
            _events.Tell(new MessageSent(_events.Now, message));
        }
    }

    private void Deliver(Delivery delivery)
    {
        if (_rooms.Find(delivery.RoomName) is not JoinedRoom room || MessageBody.Read(delivery.Kind, delivery.Body) is not MessageBody body)
        {
            return;
        }

        RoomMessage message = MessageOf(delivery, body);
        _peers.Heard(delivery.Stream.Origin, delivery.Hops, message.ReceivedAt);
        if (room.Add(new TimelineEntry(delivery.Hlc, delivery.Stream, delivery.Sequence, message)))
        {
            _metrics.MessageDelivered();
            _events.Tell(new MessageReceived(message.ReceivedAt, message));
        }
    }

    private void Accept(long token, Delivery delivery)
    {
        RoomMessage message = MessageOf(delivery, MessageBody.Read(delivery.Kind, delivery.Body) ?? throw new MeshInvariantException("An own message cannot be read."));
        _rooms.Find(delivery.RoomName)?.Add(new TimelineEntry(delivery.Hlc, delivery.Stream, delivery.Sequence, message));
        if (delivery.Tag != 0)
        {
            _unsent.Add(delivery.Tag, message);
        }

        _metrics.MessagePublished();
        _events.Tell(new MessageQueued(message.ReceivedAt, message));
        _publishes.Accept(token, message);
    }

    private RoomMessage MessageOf(Delivery delivery, MessageBody body)
    {
        PeerId origin = delivery.Stream.Origin;
        bool isOwn = origin == _self;
        return new RoomMessage(
            delivery.RoomName,
            delivery.Id,
            origin,
            isOwn ? OwnName : _peers.NameOf(origin) ?? origin.ToShortString(),
            body.Meaning,
            body.Text,
            delivery.Hops,
            HybridTime.Shown(delivery.Hlc),
            _events.Now,
            isOwn,
            body.Guest);
    }
}
