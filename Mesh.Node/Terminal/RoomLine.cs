namespace Mesh.Node.Terminal;

/// <summary>What a line of a room is.</summary>
internal enum LineKind
{
    /// <summary>Something said.</summary>
    Message,

    /// <summary>Something done.</summary>
    Action,

    /// <summary>Something to know.</summary>
    Notice,

    /// <summary>The answer to a command.</summary>
    Reply,

    /// <summary>Somebody came.</summary>
    Arrival,

    /// <summary>Somebody went.</summary>
    Departure,

    /// <summary>Something did not work.</summary>
    Mistake,

    /// <summary>QR codes, shown black on white.</summary>
    Code,
}

/// <summary>How far an own message got, as far as this node knows for sure. Nothing here says that anybody has it.</summary>
internal enum SendMark
{
    /// <summary>Not an own message.</summary>
    None,

    /// <summary>It waits for a link.</summary>
    Queued,

    /// <summary>It left on at least one link.</summary>
    Left,

    /// <summary>The node refused it.</summary>
    Refused,
}

/// <summary>One line of a room, of however many rows.</summary>
internal sealed class RoomLine
{
    /// <summary>Columns of an author before a text; a longer one is clipped.</summary>
    public const int InlineAuthorWidthMax = 12;

    private IReadOnlyList<string> _rows = [];
    private int _rowsWidth = -1;
    private bool _rowsAligned;

    public RoomLine(LineKind kind, DateTimeOffset at, string text)
    {
        Kind = kind;
        At = at;
        Text = text;
    }

    /// <summary>Its place in the room's whole life, from 1; the room gives it.</summary>
    public long Sequence { get; set; }

    public LineKind Kind { get; }

    /// <summary>When it came here, in the zone of the person.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Its text without anything that steers a terminal; may have several lines.</summary>
    public string Text { get; }

    /// <summary>Who wrote it, as shown; empty when nobody did.</summary>
    public string Author { get; init; } = string.Empty;

    public PeerId AuthorId { get; init; }

    /// <summary>Who let the author write through their node, as shown; empty when the author has a node of their own.</summary>
    public string Host { get; init; } = string.Empty;

    /// <summary>Whether it names this person.</summary>
    public bool IsMention { get; init; }

    /// <summary>The codes that it shows instead of a text; null for none.</summary>
    public CodeSheet? Codes { get; init; }

    public SendMark Mark { get; set; }

    /// <summary>The message's identity, once the node gave it one.</summary>
    public MessageId? Id { get; set; }

    public bool IsFromPerson => Kind is LineKind.Message or LineKind.Action;

    private string Guesthood => Host.Length == 0 ? string.Empty : $" (guest of {Host})";

    /// <summary>The text in rows of a width; kept for the width last asked for.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="isAligned">Whether the author stands in a column of its own and not before the text.</param>
    public IReadOnlyList<string> RowsAt(int width, bool isAligned)
    {
        if (width != _rowsWidth || isAligned != _rowsAligned)
        {
            _rows = Codes is not null ? Codes.RowsAt(width) : TextWrap.Rows(Content(isAligned), width);
            _rowsWidth = width;
            _rowsAligned = isAligned;
        }

        return _rows;
    }

    /// <summary>The author as it stands before a text, a guest with the host behind.</summary>
    public string InlineName() => InlineAuthor() + Guesthood;

    /// <summary>Never longer than <see cref="InlineAuthorWidthMax"/> columns.</summary>
    private string InlineAuthor()
    {
        int width = 0;
        foreach (Grapheme grapheme in Grapheme.Split(Author))
        {
            width += grapheme.Width;
            if (width > InlineAuthorWidthMax)
            {
                return string.Concat(Author.AsSpan(0, grapheme.Start), "…");
            }
        }

        return Author;
    }

    /// <summary>A guest's text in a column of its own begins with the host, since the column of authors has no room for both.</summary>
    private string Content(bool isAligned) => (Kind, isAligned) switch
    {
        (LineKind.Action, true) => $"{Author}{Guesthood} {Text}",
        (LineKind.Action, false) => $"* {InlineName()} {Text}",
        (LineKind.Message, true) => Host.Length == 0 ? Text : $"{Guesthood.TrimStart()} {Text}",
        (LineKind.Message, false) => $"{InlineName()}: {Text}",
        _ => Text,
    };
}
