using Mesh.Protocol.Gossip;
using Mesh.Protocol.Presence;
using Mesh.Wire;

namespace Mesh.Protocol.Topics;

/// <summary>
/// Events of topics (docs/protocol.md, "Events"): the publisher sends only what somebody else may want, in one stream for all its topics, so that their order
/// holds across topics; relays pass everything on; a node that subscribes to nothing hands nothing out.
/// </summary>
internal sealed class TopicDesk
{
    /// <summary>The message kind of an event.</summary>
    public const byte MessageKind = 8;

    private readonly Turn _turn;
    private readonly Author _author;
    private readonly PresenceDirectory _directory;
    private readonly OwnPresence _presence;
    private readonly EventOrder _order;
    private readonly List<OrderedBundle> _ready = [];

    /// <summary>Makes the desk of a node.</summary>
    public TopicDesk(Turn turn, Author author, PresenceDirectory directory, OwnPresence presence, EventOrder order)
    {
        _turn = turn;
        _author = author;
        _directory = directory;
        _presence = presence;
        _order = order;
    }

    /// <summary>The application publishes.</summary>
    public void OnPublish(EventCommand command)
    {
        if (!_directory.Interests.IsWanted(command.Topic)
            || _author.Write(RoomId.Topics, ServiceClass.Ephemeral, new PublishCommand(0, string.Empty, MessageKind, command.Body)) is not null)
        {
            _turn.Outbox.Add(new MeshOutput(MeshOutputKind.EventsTaken, Number: 1));
        }
    }

    /// <summary>A bundle of another node was taken in.</summary>
    public void OnTaken(StreamState stream, BundleEntry entry)
    {
        if (_presence.Interest.WantsNothing)
        {
            _order.OnUnwanted(stream, entry.Core.Last);
            return;
        }

        ulong lost = _order.OnTaken(stream, new OrderedBundle(entry.Stream, entry.Core, entry.Cost, _turn.Now), _ready);
        HandOut(stream, lost);
    }

    /// <summary>A gap may have lasted long enough.</summary>
    public void OnDeadline(StreamState stream) => HandOut(stream, _order.OnDeadline(stream, _ready));

    private void HandOut(StreamState stream, ulong lost)
    {
        if (lost > 0)
        {
            _turn.Outbox.Add(new MeshOutput(MeshOutputKind.EventsLost, Peer: stream.Id.Origin, Number: (long)lost));
        }

        foreach (OrderedBundle bundle in _ready)
        {
            ReadOnlyMemory<byte>[] bodies = [.. bundle.Core.Messages.Where(message => message.Kind == MessageKind).Select(message => message.Body)];
            _turn.Outbox.Add(new MeshOutput(MeshOutputKind.Events, Peer: stream.Id.Origin, Body: new EventDelivery(stream.Id.Origin, bodies)));
        }

        _ready.Clear();
    }
}
