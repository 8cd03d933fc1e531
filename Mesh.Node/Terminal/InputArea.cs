namespace Mesh.Node.Terminal;

/// <summary>The rows in which a person writes: wraps what the editor holds and keeps the cursor in view.</summary>
internal sealed class InputArea
{
    private const int PromptWidth = 2;

    private readonly List<string> _rows = [];
    private readonly int _cursorRow;
    private readonly int _cursorColumn;

    /// <param name="editor">What is written.</param>
    /// <param name="width">Columns of the screen.</param>
    /// <param name="heightMax">Rows that may be taken.</param>
    public InputArea(LineEditor editor, int width, int heightMax)
    {
        int columns = Math.Max(2, width - PromptWidth - 1);
        int used = 0;
        System.Text.StringBuilder row = new();
        foreach (Grapheme grapheme in Grapheme.Split(editor.Text))
        {
            bool lineBreak = editor.Text[grapheme.Start] == '\n';
            if (used + grapheme.Width > columns && !lineBreak)
            {
                _rows.Add(row.ToString());
                row.Clear();
                used = 0;
            }

            if (grapheme.Start == editor.Cursor)
            {
                (_cursorRow, _cursorColumn) = (_rows.Count, used);
            }

            if (lineBreak)
            {
                _rows.Add(row.ToString());
                row.Clear();
                used = 0;
                continue;
            }

            row.Append(editor.Text, grapheme.Start, grapheme.Length);
            used += grapheme.Width;
        }

        _rows.Add(row.ToString());
        if (editor.Cursor == editor.Text.Length)
        {
            (_cursorRow, _cursorColumn) = (_rows.Count - 1, used);
        }

        Height = Math.Clamp(_rows.Count, 1, Math.Max(1, heightMax));
    }

    /// <summary>Rows taken.</summary>
    public int Height { get; }

    public void Draw(Frame frame, int top, string placeholder)
    {
        int first = Math.Clamp(_cursorRow - Height + 1, 0, _rows.Count - Height);
        for (int i = 0; i < Height; i++)
        {
            string sign = first + i == 0 ? "›" : "┆";
            frame.Write(0, top + i, sign, Palette.Prompt);
            frame.Write(PromptWidth, top + i, _rows[first + i], Style.Plain);
        }

        if (_rows is [""])
        {
            frame.WriteClipped(PromptWidth, top, placeholder, Palette.Faint, frame.Width - PromptWidth - 1);
        }

        frame.Cursor = (Math.Min(PromptWidth + _cursorColumn, frame.Width - 1), top + _cursorRow - first);
    }
}
