namespace Mesh.Node.Terminal;

/// <summary>
/// The text being written: may hold several lines, and the cursor stands between what a person sees as characters.
/// Knows no screen and no keys.
/// </summary>
internal sealed class LineEditor
{
    /// <summary>As many chars as the longest message has bytes.</summary>
    public const int TextCharsMax = MeshRoom.TextBytesMax;

    private string _killed = string.Empty;

    public string Text { get; private set; } = string.Empty;

    /// <summary>Chars before the cursor.</summary>
    public int Cursor { get; private set; }

    public bool IsEmpty => Text.Length == 0;

    /// <summary>Replaces everything; the cursor goes to the end.</summary>
    public void Set(string text)
    {
        Text = text;
        Cursor = text.Length;
    }

    /// <summary>Replaces a stretch before the cursor, as completion does.</summary>
    public void ReplaceBeforeCursor(int start, string text)
    {
        Text = string.Concat(Text.AsSpan(0, start), text, Text.AsSpan(Cursor));
        Cursor = start + text.Length;
    }

    /// <summary>Puts text in at the cursor. False, and nothing changed, when it would get longer than <see cref="TextCharsMax"/>.</summary>
    public bool Insert(string text)
    {
        if (Text.Length + text.Length > TextCharsMax)
        {
            return false;
        }

        Text = Text.Insert(Cursor, text);
        Cursor += text.Length;
        Settle();
        return true;
    }

    public void Left() => Cursor = Before(Cursor);

    public void Right() => Cursor = After(Cursor);

    public void Home() => Cursor = Text.LastIndexOf('\n', Math.Max(0, Cursor - 1), Cursor) + 1;

    public void End()
    {
        int end = Text.IndexOf('\n', Cursor);
        Cursor = end < 0 ? Text.Length : end;
    }

    public void WordLeft() => Cursor = WordStart();

    public void WordRight()
    {
        List<Grapheme> behind = Grapheme.Split(Text[Cursor..]);
        int place = 0;
        while (place < behind.Count && IsSpace(Cursor + behind[place].Start))
        {
            place++;
        }

        while (place < behind.Count && !IsSpace(Cursor + behind[place].Start))
        {
            place++;
        }

        Cursor += place == 0 ? 0 : behind[place - 1].End;
    }

    public void Backspace() => Remove(Before(Cursor), Cursor);

    public void Delete() => Remove(Cursor, After(Cursor));

    public void KillWord() => Kill(WordStart(), Cursor);

    public void KillToStart()
    {
        int end = Cursor;
        Home();
        Kill(Cursor == end ? Before(end) : Cursor, end);
    }

    public void KillToEnd()
    {
        int start = Cursor;
        End();
        Kill(start, Cursor == start ? After(start) : Cursor);
    }

    public bool Yank() => Insert(_killed);

    /// <summary>Moves a line up within the text; false when the cursor stands in the first.</summary>
    public bool Up()
    {
        int column = Cursor;
        Home();
        int start = Cursor;
        column -= start;
        if (start == 0)
        {
            Cursor = column;
            return false;
        }

        Cursor = start - 1;
        Home();
        Cursor = Math.Min(Cursor + column, start - 1);
        Settle();
        return true;
    }

    /// <summary>Moves a line down within the text; false when the cursor stands in the last.</summary>
    public bool Down()
    {
        int at = Cursor;
        Home();
        int column = at - Cursor;
        Cursor = at;
        int end = Text.IndexOf('\n', at);
        if (end < 0)
        {
            return false;
        }

        Cursor = end + 1;
        int start = Cursor;
        End();
        Cursor = Math.Min(start + column, Cursor);
        Settle();
        return true;
    }

    private int Before(int at)
    {
        int last = 0;
        int from = Text.LastIndexOf('\n', Math.Max(0, at - 1), at);
        int position = from < 0 || from == at - 1 ? Math.Max(0, from) : from + 1;
        while (position < at)
        {
            last = position;
            position += Grapheme.LengthAt(Text, position);
        }

        return at == 0 ? 0 : last;
    }

    private int After(int at) => at >= Text.Length ? Text.Length : at + Grapheme.LengthAt(Text, at);

    private int WordStart()
    {
        List<Grapheme> before = Grapheme.Split(Text[..Cursor]);
        int place = before.Count;
        while (place > 0 && IsSpace(before[place - 1].Start))
        {
            place--;
        }

        while (place > 0 && !IsSpace(before[place - 1].Start))
        {
            place--;
        }

        return place == 0 ? 0 : before[place - 1].End;
    }

    private bool IsSpace(int at) => char.IsWhiteSpace(Text[at]);

    /// <summary>Leaves the inside of a character: what was put in may join what stands around it.</summary>
    private void Settle()
    {
        int position = Text.LastIndexOf('\n', Math.Max(0, Cursor - 1), Cursor) + 1;
        while (position < Cursor)
        {
            position += Grapheme.LengthAt(Text, position);
        }

        Cursor = position;
    }

    private void Kill(int start, int end)
    {
        if (end > start)
        {
            _killed = Text[start..end];
        }

        Remove(start, end);
    }

    private void Remove(int start, int end)
    {
        Text = Text.Remove(start, end - start);
        Cursor = start;
        Settle();
    }
}
