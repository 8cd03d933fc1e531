using Mesh.Node.Chat;
using Mesh.Node.Slides;

namespace Mesh.Node.Terminal;

/// <summary>Shows slides and turns them, as the person asks.</summary>
internal sealed class SlideActions
{
    private readonly IChatNode _node;
    private readonly ChatModel _model;
    private readonly NodeWork _work;
    private readonly TimeProvider _clock;

    public SlideActions(IChatNode node, ChatModel model, NodeWork work, TimeProvider clock)
    {
        _node = node;
        _model = model;
        _work = work;
        _clock = clock;
    }

    /// <summary>Shows the slides of a file in the present room.</summary>
    public void Present(string file)
    {
        RoomLog room = _model.Current;
        if (room == _model.Home)
        {
            Complain("You are in no room, so nobody would see them; /join ROOM first.");
            return;
        }

        Send(room, MessageKind.Slides, $"/present {file}", async cancellationToken => (await DeckFile.ReadAsync(file, cancellationToken)).Markdown, "Not shown");
    }

    /// <summary>Turns the own slides in the present room.</summary>
    public void Turn(string where)
    {
        RoomLog room = _model.Current;
        string word = where.Length == 0 ? TurnTarget.Next : where;
        Presentation? shown = room.Show.Current;
        if (TurnTarget.Of(word, shown, room.AskedSlide ?? shown?.Slide ?? 1, out string complaint) is not { } slide)
        {
            Complain(complaint);
            return;
        }

        room.AskedSlide = slide;
        string text = new PageTurn(shown!.Message.Id, slide).ToString();
        Send(room, MessageKind.Turn, $"/turn {word}", _ => Task.FromResult(text), "Not turned");
    }

    private void Send(RoomLog room, MessageKind kind, string typed, Func<CancellationToken, Task<string>> text, string failure)
    {
        UnseenSend send = _model.Unseen.Add(kind, typed);
        bool isTaken = _work.TryAdd(
            async cancellationToken =>
            {
                RoomMessage sent = await _node.SendAsync(room.Name, await text(cancellationToken).ConfigureAwait(false), kind, cancellationToken).ConfigureAwait(false);
                return () => send.Id = sent.Id;
            },
            why => Refuse(room, send, $"{failure}: {why}"));
        if (!isTaken)
        {
            Refuse(room, send, $"{failure}: too many lines wait to be taken already; try again in a moment.");
        }
    }

    private void Refuse(RoomLog room, UnseenSend send, string sentence)
    {
        _model.Unseen.Refused(send);
        room.AskedSlide = null;
        Complain(sentence);
    }

    private void Complain(string sentence) => _model.Say(LineKind.Mistake, _clock.GetUtcNow(), sentence);
}
