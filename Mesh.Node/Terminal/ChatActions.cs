using System.Globalization;
using Mesh.Node.Chat;

namespace Mesh.Node.Terminal;

/// <summary>Carries out what the person wrote: texts go to the room shown, commands do what they say and answer in that room.</summary>
internal sealed class ChatActions
{
    private readonly IChatNode _node;
    private readonly ChatModel _model;
    private readonly NodeWork _work;
    private readonly Func<IReadOnlyList<string>> _addresses;
    private readonly TimeProvider _clock;
    private readonly SlideActions _slides;
    private readonly SlideNews _slideNews;
    private readonly PageActions _page;
    private readonly WayActions _ways;

    /// <param name="node">Asked to act.</param>
    /// <param name="model">Changed by answers.</param>
    /// <param name="work">Takes what the node may be slow at.</param>
    /// <param name="surfaces">What the chat knows beside the node.</param>
    /// <param name="slides">Reads slides out.</param>
    public ChatActions(IChatNode node, ChatModel model, NodeWork work, ChatSurfaces surfaces, SlideNews slides)
    {
        _node = node;
        _model = model;
        _work = work;
        _addresses = surfaces.Addresses;
        _clock = surfaces.Clock;
        _slides = new SlideActions(node, model, work, surfaces.Clock);
        _slideNews = slides;
        _page = new PageActions(model, work, surfaces.Page, surfaces.Wifi, surfaces.Clock);
        _ways = new WayActions(node, model, work, surfaces);
    }

    /// <summary>Does what a line asks for. False when it asks to quit.</summary>
    public bool Do(string line)
    {
        ChatCommand command = ChatCommand.Parse(line);
        switch (command.Verb)
        {
            case ChatVerb.Say:
                Send(command.Argument, MessageKind.Text);
                break;
            case ChatVerb.Act:
                Send(command.Argument, MessageKind.Action);
                break;
            case ChatVerb.Join:
                Join(command.Argument);
                break;
            case ChatVerb.Leave:
                Leave(command.Argument.Length > 0 ? command.Argument : _model.Current.Name);
                break;
            case ChatVerb.Nick:
                Rename(command.Argument);
                break;
            case ChatVerb.Present:
                _slides.Present(command.Argument);
                break;
            case ChatVerb.Turn:
                _slides.Turn(command.Argument);
                break;
            case ChatVerb.Slides:
                _slideNews.Toggle(_clock.GetUtcNow());
                break;
            case ChatVerb.Page:
                _page.Tell();
                break;
            case ChatVerb.Invite:
                _page.Invite(command.Argument.Length > 0 ? command.Argument : _model.Current.Name);
                break;
            case ChatVerb.Ping or ChatVerb.Trace or ChatVerb.Map or ChatVerb.Status:
                _ways.Do(command);
                break;
            case ChatVerb.Doctor:
                _ways.Examine();
                break;
            case ChatVerb.Quit:
                return false;
            case ChatVerb.Nothing:
                break;
            case ChatVerb.Mistake:
                Say(LineKind.Mistake, command.Argument);
                break;
            default:
                Say(LineKind.Reply, Answer(command));
                break;
        }

        return true;
    }

    /// <summary>Who is near and how others get in, after what has to be said first.</summary>
    public void Greet(IReadOnlyList<string> notes)
    {
        foreach (string note in notes)
        {
            Say(LineKind.Mistake, note);
        }

        Say(LineKind.Reply, Greeting.Text(_model, _addresses()));
    }

    private string Answer(ChatCommand command) => command.Verb switch
    {
        ChatVerb.Rooms => Answers.Rooms(_model),
        ChatVerb.Who => Answers.Who(_model, command.Argument.Length > 0 ? command.Argument : _model.Current.Name),
        ChatVerb.Peers => Answers.Peers(_model, _node.AloneReasons, _addresses()),
        _ => Answers.Help(),
    };

    private void Send(string text, MessageKind kind)
    {
        RoomLog room = _model.Current;
        if (room == _model.Home)
        {
            Say(LineKind.Mistake, "You are in no room, so nobody would get this; /join ROOM first.");
            return;
        }

        RoomLine line = _model.AddOwn(room, kind, text, _clock.GetUtcNow());
        Order(
            async cancellationToken =>
            {
                RoomMessage sent = await _node.SendAsync(room.Name, text, kind, cancellationToken).ConfigureAwait(false);
                return () => _model.OnNumbered(line, sent.Id);
            },
            why =>
            {
                line.Mark = SendMark.Refused;
                Say(LineKind.Mistake, $"Not sent: {why}");
            });
    }

    private void Join(string name)
    {
        if (_model.Rooms.Count >= ChatModel.RoomsMax)
        {
            Say(LineKind.Mistake, string.Create(CultureInfo.InvariantCulture, $"You are in {ChatModel.RoomsMax} rooms; /leave one before you join '{name}'."));
            return;
        }

        Order(
            async cancellationToken =>
            {
                await _node.JoinAsync(name, cancellationToken).ConfigureAwait(false);
                return () => OnJoined(name);
            },
            why => Say(LineKind.Mistake, $"Not joined: {why}"));
    }

    private void OnJoined(string name)
    {
        bool isNew = _model.Rooms.All(room => room.Name != name);
        if (_model.RoomOf(name) is RoomLog room)
        {
            _model.Show(room);
            if (isNew)
            {
                Say(LineKind.Notice, $"You are in {Printable.Name(name)}. {Answers.WhoIsIn(_model, name)}");
            }
        }
    }

    private void Leave(string name)
    {
        if (name.Length == 0)
        {
            Say(LineKind.Mistake, "You are in no room, so there is none to leave; /join ROOM enters one.");
            return;
        }

        Order(
            async cancellationToken =>
            {
                await _node.LeaveAsync(name, cancellationToken).ConfigureAwait(false);
                return () =>
                {
                    _model.Remove(name);
                    Say(LineKind.Notice, $"You left {Printable.Name(name)}.");
                };
            },
            why => Say(LineKind.Mistake, $"Not left: {why}"));
    }

    private void Rename(string name) =>
        Order(
            async cancellationToken =>
            {
                await _node.SetNameAsync(name, cancellationToken).ConfigureAwait(false);
                return () =>
                {
                    _model.Surroundings = ChatSurroundings.Of(_node);
                    Say(LineKind.Notice, $"You are {Printable.Name(name)} now.");
                };
            },
            why => Say(LineKind.Mistake, $"Not renamed: {why}"));

    private void Order(Func<CancellationToken, Task<Action>> act, Action<string> refused)
    {
        if (!_work.TryAdd(act, refused))
        {
            refused(string.Create(CultureInfo.InvariantCulture, $"{NodeWork.OrdersMax} lines wait to be taken already; try again in a moment."));
        }
    }

    private void Say(LineKind kind, string text) => _model.Say(kind, _clock.GetUtcNow(), text);
}
