using Mesh.Node.Chat;

namespace Mesh.Node.Terminal;

/// <summary>Brings what happened at the node into the model. People who come and go are told in the rooms shared with them.</summary>
internal sealed class MeshNews
{
    private readonly IChatNode _node;
    private readonly ChatModel _model;
    private readonly SlideNews _slides;

    public MeshNews(IChatNode node, ChatModel model, SlideNews slides)
    {
        _node = node;
        _model = model;
        _slides = slides;
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
        RoomMessage? message = (news as MessageReceived)?.Message ?? (news as MessageQueued)?.Message ?? (news as MessageSent)?.Message;
        if (message is null || _model.Shown(message.Room) is null)
        {
            Refresh();
        }

        switch (news)
        {
            case MessageSent when _slides.Left(message!):
            case MessageReceived or MessageQueued when _slides.On(message!):
                break;
            case MessageReceived or MessageQueued:
                _model.OnMessage(message!);
                break;
            case MessageSent:
                _model.OnLeft(message!);
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
