namespace Mesh.Node.Terminal;

/// <summary>
/// How a message area of some width divides: a wide one has columns for time and author, and the text stands behind a rule;
/// a narrow one has the author before the text.
/// </summary>
internal readonly record struct MessageColumns
{
    private const int AlignedWidthMin = 48;
    private const int TimedWidthMin = 32;
    private const int TimeWidth = 5;
    private const int HangingIndent = 2;

    public MessageColumns(int width)
    {
        Width = width;
        IsAligned = width >= AlignedWidthMin;
        HasTime = width >= TimedWidthMin;
        AuthorWidth = Math.Clamp(width / 6, 8, 14);
        int timed = HasTime ? TimeWidth + 1 : 0;
        AuthorLeft = IsAligned ? timed + 1 : timed;
        TextLeft = IsAligned ? AuthorLeft + AuthorWidth + 3 : timed + HangingIndent;
        TextWidth = Math.Max(1, width - TextLeft - (IsAligned ? 1 : 0));
    }

    public int Width { get; }

    public bool IsAligned { get; }

    public bool HasTime { get; }

    public int TimeLeft => IsAligned ? 1 : 0;

    public int AuthorLeft { get; }

    public int AuthorWidth { get; }

    /// <summary>Column of the rule between author and text; own messages show there how far they got.</summary>
    public int RuleLeft => AuthorLeft + AuthorWidth + 1;

    public int TextLeft { get; }

    public int TextWidth { get; }
}
