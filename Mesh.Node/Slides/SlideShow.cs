namespace Mesh.Node.Slides;

/// <summary>
/// What is shown in one room, from its messages of kinds <see cref="MessageKind.Slides"/> and <see cref="MessageKind.Turn"/>.
/// Later slides replace earlier ones, and only their author turns them. Messages of the past may come late and in any order, so they are ordered by when
/// they were sent; a clock that runs ahead counts as the moment of arrival, so that nobody's slides stay for ever. Pure; not thread-safe.
/// </summary>
internal sealed class SlideShow
{
    /// <summary>Turns kept whose slides have not come yet; the oldest gives way.</summary>
    public const int EarlyTurnsMax = 16;

    private readonly List<RoomMessage> _earlyTurns = [];
    private RoomMessage? _latest;
    private DateTimeOffset _turnedAt;

    /// <summary>What is shown; null while nothing is.</summary>
    public Presentation? Current { get; private set; }

    /// <summary>Takes a message of the room; those of other kinds change nothing.</summary>
    public ShowChange Take(RoomMessage message) => message switch
    {
        { Guest: not null } => ShowChange.None,
        { Kind: MessageKind.Slides } => TakeSlides(message),
        { Kind: MessageKind.Turn } => TakeTurn(message),
        _ => ShowChange.None,
    };

    private static DateTimeOffset Moment(RoomMessage message) => message.SentAt < message.ReceivedAt ? message.SentAt : message.ReceivedAt;

    private ShowChange TakeSlides(RoomMessage message)
    {
        if (_latest is not null && (message.Id == _latest.Id || Moment(message) < Moment(_latest)))
        {
            return ShowChange.None;
        }

        if (Deck.Parse(message.Text, out _) is not { } deck)
        {
            return ShowChange.Unreadable;
        }

        _latest = message;
        _turnedAt = DateTimeOffset.MinValue;
        Current = new Presentation(message, deck, 1);
        RoomMessage[] early = [.. _earlyTurns];
        _earlyTurns.Clear();
        foreach (RoomMessage turn in early)
        {
            TakeTurn(turn);
        }

        return Current is null ? ShowChange.None : ShowChange.Begun;
    }

    private ShowChange TakeTurn(RoomMessage message)
    {
        if (PageTurn.Parse(message.Text) is not { } turn)
        {
            return ShowChange.None;
        }

        if (turn.Slides != _latest?.Id)
        {
            // Written anew: zeros before the number could make it as long as a message may be.
            KeepEarly(message with { Text = turn.ToString() });
            return ShowChange.None;
        }

        if (Current is null || message.From != _latest.From || message.SentAt < _turnedAt)
        {
            return ShowChange.None;
        }

        _turnedAt = message.SentAt;
        if (turn.Slide == 0)
        {
            Current = null;
            return ShowChange.Ended;
        }

        int slide = Current.Nearest(turn.Slide);
        bool isSame = slide == Current.Slide;
        Current = Current with { Slide = slide };
        return isSame ? ShowChange.None : ShowChange.Turned;
    }

    private void KeepEarly(RoomMessage turn)
    {
        _earlyTurns.Add(turn);
        if (_earlyTurns.Count > EarlyTurnsMax)
        {
            _earlyTurns.RemoveAt(0);
        }
    }
}
