using Mesh.Node.Slides;

namespace Mesh.Node.Chat;

/// <summary>The slides of the one room in which line mode speaks. Thread-safe: messages come while lines are typed.</summary>
internal sealed class LineSlides
{
    private readonly Lock _lock = new();
    private readonly SlideShow _show = new();
    private readonly string _room;
    private bool _reads;

    public LineSlides(string room)
    {
        _room = room;
    }

    /// <summary>Takes what happened.</summary>
    /// <returns>The presentation whose slide is to be printed now; null when there is nothing to print.</returns>
    public Presentation? Take(MeshEvent happening)
    {
        RoomMessage? message = (happening as MessageReceived)?.Message ?? (happening as MessageQueued)?.Message;
        return message is null ? null : Take(message);
    }

    /// <inheritdoc cref="Take(MeshEvent)"/>
    public Presentation? Take(RoomMessage message)
    {
        lock (_lock)
        {
            bool isNew = message.Room == _room && _show.Take(message) is ShowChange.Begun or ShowChange.Turned;
            return isNew && _reads ? _show.Current : null;
        }
    }

    /// <summary>Begins or stops to print slides; gives what is shown now when it begins.</summary>
    public (bool Reads, Presentation? Shown) Toggle()
    {
        lock (_lock)
        {
            _reads = !_reads;
            return (_reads, _reads ? _show.Current : null);
        }
    }

    /// <summary>The text of a turn to where the person says.</summary>
    /// <exception cref="ArgumentException">There is no such slide, or nothing to turn; one sentence.</exception>
    public string Turn(string where)
    {
        lock (_lock)
        {
            string word = where.Length == 0 ? TurnTarget.Next : where;
            return TurnTarget.Of(word, _show.Current, _show.Current?.Slide ?? 1, out string complaint) is { } slide
                ? new PageTurn(_show.Current!.Message.Id, slide).ToString()
                : throw new ArgumentException(complaint);
        }
    }
}
