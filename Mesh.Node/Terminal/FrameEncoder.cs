using System.Globalization;
using System.Text;

namespace Mesh.Node.Terminal;

/// <summary>
/// Turns a frame into the bytes that show it, for one write. The terminal is asked to show nothing until the end (synchronized update, DEC private mode 2026);
/// terminals that do not know the mode skip it. Source of the sequences: ECMA-48 (CUP, CHA, EL, SGR) and xterm's control sequences.
/// </summary>
internal sealed class FrameEncoder
{
    private readonly bool _colours;
    private readonly StringBuilder _text = new();

    /// <param name="colours">False to show no colour at all, as NO_COLOR asks; coloured grounds then show reversed.</param>
    public FrameEncoder(bool colours)
    {
        _colours = colours;
    }

    public byte[] Encode(Frame frame)
    {
        _text.Clear();
        _text.Append("\e[?2026h\e[?25l");
        for (int y = 0; y < frame.Height; y++)
        {
            AppendRow(frame, y);
        }

        if (frame.Cursor is (int column, int row))
        {
            AppendMove(column, row);
            _text.Append("\e[?25h");
        }

        _text.Append("\e[?2026l");
        return Encoding.UTF8.GetBytes(_text.ToString());
    }

    private void AppendRow(Frame frame, int y)
    {
        AppendMove(0, y);
        _text.Append("\e[0m");
        Style style = Style.Plain;
        int end = frame.Width;
        while (end > 0 && frame[end - 1, y] is { Text: " ", Style: { Background: null, Effects: TextEffects.None } })
        {
            end--;
        }

        for (int x = 0; x < end; x++)
        {
            Cell cell = frame[x, y];
            if (cell.Text.Length == 0)
            {
                continue;
            }

            if (cell.Style != style)
            {
                style = cell.Style;
                AppendStyle(style);
            }

            AppendCell(frame, x, y, cell.Text);
        }

        _text.Append(end < frame.Width ? "\e[0m\e[K" : "\e[0m");
    }

    /// <summary>A disputed cluster is drawn over blanks, and what follows is placed by column: whatever the terminal thinks of its width, nothing else moves.</summary>
    private void AppendCell(Frame frame, int x, int y, string cluster)
    {
        if (!CellWidth.IsDisputed(cluster))
        {
            _text.Append(cluster);
            return;
        }

        int width = 1;
        while (x + width < frame.Width && frame[x + width, y].Text.Length == 0)
        {
            width++;
        }

        _text.Append(' ', width);
        AppendColumn(x);
        _text.Append(cluster);
        AppendColumn(Math.Min(x + width, frame.Width - 1));
    }

    private void AppendStyle(Style style)
    {
        _text.Append("\e[0");
        AppendEffect(style, TextEffects.Bold, ";1");
        AppendEffect(style, TextEffects.Dim, ";2");
        AppendEffect(style, TextEffects.Italic, ";3");
        AppendEffect(style, TextEffects.Underline, ";4");
        bool reverse = style.Effects.HasFlag(TextEffects.Reverse) || (!_colours && style.Background is not null);
        _text.Append(reverse ? ";7" : string.Empty);
        if (_colours && style.Foreground is byte foreground)
        {
            _text.Append(CultureInfo.InvariantCulture, $";38;5;{foreground}");
        }

        if (_colours && style.Background is byte background)
        {
            _text.Append(CultureInfo.InvariantCulture, $";48;5;{background}");
        }

        _text.Append('m');
    }

    private void AppendEffect(Style style, TextEffects effect, string parameter)
    {
        if (style.Effects.HasFlag(effect))
        {
            _text.Append(parameter);
        }
    }

    private void AppendMove(int x, int y) => _text.Append(CultureInfo.InvariantCulture, $"\e[{y + 1};{x + 1}H");

    private void AppendColumn(int x) => _text.Append(CultureInfo.InvariantCulture, $"\e[{x + 1}G");
}
