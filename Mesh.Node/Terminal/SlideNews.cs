using System.Globalization;
using Mesh.Node.Slides;

namespace Mesh.Node.Terminal;

/// <summary>Tells of slides in the rooms where they are shown, and reads them out where the person wants it. Turns are never lines of the chat.</summary>
internal sealed class SlideNews
{
    private readonly ChatModel _model;
    private readonly Func<string?> _page;

    /// <param name="model">Gets the lines.</param>
    /// <param name="page">Where the page is; null when there is none.</param>
    public SlideNews(ChatModel model, Func<string?> page)
    {
        _model = model;
        _page = page;
    }

    /// <summary>Takes a message that came or was written here. False when it has nothing to do with slides.</summary>
    public bool On(RoomMessage message)
    {
        if (message.Kind is not (MessageKind.Slides or MessageKind.Turn))
        {
            return false;
        }

        if (_model.Shown(message.Room) is not { } room)
        {
            return true;
        }

        Presentation? before = room.Show.Current;
        ShowChange change = room.Show.Take(message);
        room.AskedSlide = change == ShowChange.Begun || room.AskedSlide == (room.Show.Current?.Slide ?? 0) ? null : room.AskedSlide;
        switch (change)
        {
            case ShowChange.Begun:
                Add(room, LineKind.Action, message, Beginning(room, room.Show.Current!));
                Read(room, message);
                break;
            case ShowChange.Turned:
                Read(room, message);
                break;
            case ShowChange.Ended:
                Add(room, LineKind.Action, message, $"ended the slides: {before!.Deck.Title}");
                break;
            case ShowChange.Unreadable:
                Deck.Parse(message.Text, out string complaint);
                Add(room, LineKind.Action, message, $"sent slides that cannot be shown. {complaint}");
                break;
            default:
                break;
        }

        return true;
    }

    /// <summary>An own message left on a link. False when it has nothing to do with slides.</summary>
    public bool Left(RoomMessage message)
    {
        bool isOfSlides = message.Kind is MessageKind.Slides or MessageKind.Turn;
        if (isOfSlides)
        {
            _model.Unseen.Left(message);
        }

        return isOfSlides;
    }

    /// <summary>Begins or stops to read slides out in the room that is shown.</summary>
    public void Toggle(DateTimeOffset at)
    {
        RoomLog room = _model.Current;
        room.ReadsSlides = !room.ReadsSlides;
        string sentence = (room.ReadsSlides, room.Show.Current) switch
        {
            (false, _) => "Slides are not read out here any more; /slides does it again.",
            (true, null) => "Nobody shows slides here; when somebody does you read them here. /slides stops that.",
            (true, _) => "You read the slides here; /slides stops that.",
        };
        _model.Say(LineKind.Notice, at, sentence);
        if (room.ReadsSlides && room.Show.Current is { } shown)
        {
            _model.Say(LineKind.Reply, at, Page(shown));
        }
    }

    private static string Page(Presentation shown) => string.Create(
        CultureInfo.InvariantCulture,
        $"── {shown.Deck.Title} · {shown.Slide} of {shown.Deck.Slides.Count} ──\n{SlideText.Of(shown.Text)}");

    private string Beginning(RoomLog room, Presentation shown)
    {
        int count = shown.Deck.Slides.Count;
        string what = string.Create(CultureInfo.InvariantCulture, $"shows {count} {(count == 1 ? "slide" : "slides")}: {shown.Deck.Title}");
        string follows = _page() is { } page ? $"the page ({page}) follows" : "the page of a node follows";
        if (shown.Message.IsOwn)
        {
            return $"{what}; {follows}, and /turn next, back, NUMBER or end turns them";
        }

        return room.ReadsSlides ? $"{what}; {follows}" : $"{what}; {follows}, or /slides to read here";
    }

    private void Read(RoomLog room, RoomMessage message)
    {
        if (room.ReadsSlides)
        {
            _model.Add(room, new RoomLine(LineKind.Reply, _model.Local(message.ReceivedAt), Page(room.Show.Current!)));
        }
    }

    private void Add(RoomLog room, LineKind kind, RoomMessage message, string text) =>
        room.Add(
            new RoomLine(kind, _model.Local(message.ReceivedAt), text)
            {
                Author = _model.Surroundings.Label(message.From, message.FromName),
                AuthorId = message.From,
            },
            room == _model.Current || message.IsOwn);
}
