using Mesh.Node.Chat;

namespace Mesh.Node.Terminal;

/// <summary>Stands over the input while nobody is near: why, interface by interface, and the one thing to do about each.</summary>
internal sealed class AlonePanel
{
    private const int Indent = 3;

    private readonly List<(string Text, Style Style, int Left)> _rows = [];

    public AlonePanel(IReadOnlyList<AloneReason> reasons, int width, int heightMax)
    {
        if (reasons.Count == 0 || heightMax < 2)
        {
            return;
        }

        _rows.Add(("! Nobody near yet; still looking. Why:", Palette.Alert, 1));
        int textWidth = Math.Max(1, width - Indent - 1);
        foreach (AloneReason reason in reasons)
        {
            Add(Printable.Reason(reason), Palette.AlertText, textWidth, Indent);
            Add("→ " + Printable.Line(reason.Advice), Style.Plain, textWidth, Indent);
        }

        if (_rows.Count > heightMax)
        {
            _rows.RemoveRange(heightMax - 1, _rows.Count - heightMax + 1);
            _rows.Add(("… /peers tells all of it", Palette.Faint, Indent));
        }
    }

    public int Height => _rows.Count;

    public void Draw(Frame frame, int top)
    {
        for (int i = 0; i < _rows.Count; i++)
        {
            (string text, Style style, int left) = _rows[i];
            frame.WriteClipped(left, top + i, text, style, frame.Width - left);
        }
    }

    private void Add(string text, Style style, int width, int left)
    {
        foreach (string row in TextWrap.Rows(text, width))
        {
            _rows.Add((row, style, left));
        }
    }
}
