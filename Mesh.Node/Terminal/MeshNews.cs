using Mesh.Node.Chat;

namespace Mesh.Node.Terminal;

/// <summary>Brings what happened at the node into the model. People who come and go are told in the rooms shared with them.</summary>
internal sealed class MeshNews
{
    private readonly IChatNode _node;
    private readonly ChatModel _model;

    public MeshNews(IChatNode node, ChatModel model)
    {
        _node = node;
        _model = model;
    }

    /// <summary>Looks at the node anew.</summary>
    public void Refresh()
    {
        _model.Surroundings = ChatSurroundings.Of(_node);
        _model.Follow(_node.Rooms);
    }

    public void On(MeshEvent news)
    {
        // Messages come in floods and change nothing about who is there.
        if (news is not (MessageReceived or MessageSent) || !KnowsRoomOf(news))
        {
            Refresh();
        }

        switch (news)
        {
            case MessageReceived received:
                _model.OnReceived(received.Message);
                break;
            case MessageSent sent:
                _model.OnLeft(sent.Message);
                break;
            case LinkUp:
                _model.AloneReasons = [];
                break;
            case Alone alone:
                _model.AloneReasons = _model.Surroundings.Links.Count == 0 ? alone.Reasons : [];
                break;
            case PeerAppeared appeared:
                Tell(appeared.Peer, LineKind.Arrival, news.At, $"{LabelOf(appeared.Peer)} is here, {ChatSurroundings.Distance(appeared.Peer)}");
                break;
            case PeerLeft left:
                Tell(left.Peer, LineKind.Departure, news.At, LabelOf(left.Peer) + (left.SaidGoodbye ? " said goodbye" : " is out of reach"));
                break;
            case PeerChanged changed when changed.FormerName != changed.Peer.Name:
                Tell(changed.Peer, LineKind.Notice, news.At, $"{Printable.Name(changed.FormerName)} is {LabelOf(changed.Peer)} now");
                break;
            case Notice notice:
                _model.Say(LineKind.Notice, notice.At, notice.Text);
                break;
            default:
                break;
        }
    }

    private bool KnowsRoomOf(MeshEvent news)
    {
        string? name = ((news as MessageReceived)?.Message ?? (news as MessageSent)?.Message)?.Room;
        return _model.Rooms.Any(room => room.Name == name);
    }

    private string LabelOf(MeshPeer peer) => _model.Surroundings.Label(peer.Id, peer.Name);

    private void Tell(MeshPeer peer, LineKind kind, DateTimeOffset at, string text)
    {
        List<RoomLog> shared = [.. _model.Rooms.Where(room => peer.Rooms.Contains(room.Name))];
        foreach (RoomLog room in shared.Count > 0 ? shared : [_model.Current])
        {
            _model.Add(room, new RoomLine(kind, _model.Local(at), text));
        }
    }
}
