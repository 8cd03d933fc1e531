using System.Globalization;

namespace Mesh.Node.Terminal;

/// <summary>Draws the lines of a room into a rectangle of a frame, newest at the bottom.</summary>
internal sealed class MessageArea
{
    /// <summary>Lines of one author within this time stand under one name.</summary>
    private static readonly TimeSpan GroupSpan = TimeSpan.FromMinutes(5);

    private readonly Frame _frame;
    private readonly RoomLog _room;
    private readonly MessageColumns _columns;
    private readonly int _top;
    private readonly int _height;

    public MessageArea(Frame frame, RoomLog room, int width, int top, int height)
    {
        _frame = frame;
        _room = room;
        _columns = new MessageColumns(width);
        _top = top;
        _height = height;
    }

    public void Draw()
    {
        IReadOnlyList<MessageRow> rows = new MessageView(_room, _columns, _height).Rows();
        int y = _top + _height - rows.Count;
        for (int i = 0; i < rows.Count; i++, y++)
        {
            MessageRow row = rows[i];
            RoomLine line = _room[row.Index];
            switch (row.Kind)
            {
                case RowKind.Day:
                    DrawDivider(y, line.At.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture), Palette.Faint);
                    break;
                case RowKind.Fresh:
                    DrawDivider(y, "new", Palette.Fresh);
                    break;
                default:
                    DrawText(y, line, row.TextRow, isTop: i == 0 || rows[i - 1].Kind != RowKind.Text, row.Index);
                    break;
            }
        }
    }

    private static Style TextStyle(RoomLine line) => line.Kind switch
    {
        LineKind.Action => new Style(Palette.OfAuthor(line.AuthorId), null, TextEffects.Italic),
        LineKind.Notice => Palette.Notice,
        LineKind.Arrival => Palette.Arrival,
        LineKind.Departure => Palette.Departure,
        LineKind.Mistake => Palette.Mistake,
        LineKind.Code => Palette.Code,
        _ => line.IsMention ? Style.Plain.With(TextEffects.Bold) : Style.Plain,
    };

    private static string SignOf(LineKind kind) => kind switch
    {
        LineKind.Action => "*",
        LineKind.Arrival => "→",
        LineKind.Departure => "←",
        LineKind.Mistake => "!",
        _ => string.Empty,
    };

    private static string RuleOf(RoomLine line) => line.Mark switch
    {
        SendMark.Queued => "·",
        SendMark.Left => "✓",
        SendMark.Refused => "✗",
        _ => "│",
    };

    private static Style RuleStyle(RoomLine line) => line.Mark switch
    {
        SendMark.Queued => Palette.AlertText,
        SendMark.Refused => Palette.Mistake,
        SendMark.Left => Palette.Arrival,
        _ => line.IsMention ? Palette.Alert : Palette.Faint,
    };

    private void DrawDivider(int y, string title, Style style)
    {
        string middle = $" {title} ";
        int left = Math.Max(0, (_columns.Width - CellWidth.OfText(middle)) / 2);
        _frame.Write(1, y, new string('─', _columns.Width), style, _columns.Width - 1);
        _frame.WriteClipped(left, y, middle, style, _columns.Width - left);
    }

    private void DrawText(int y, RoomLine line, int textRow, bool isTop, int index)
    {
        string text = line.RowsAt(_columns.TextWidth, _columns.IsAligned)[textRow];
        bool grouped = !isTop && textRow == 0 && Follows(line, index);
        if (textRow == 0 && _columns.HasTime)
        {
            bool sameMinute = grouped && _room[index - 1].At.Minute == line.At.Minute;
            _frame.Write(_columns.TimeLeft, y, sameMinute ? string.Empty : line.At.ToString("HH:mm", CultureInfo.InvariantCulture), Palette.Faint);
        }

        if (_columns.IsAligned)
        {
            DrawAligned(y, line, text, textRow == 0 || isTop, grouped);
        }
        else
        {
            DrawInline(y, line, text, textRow);
        }
    }

    private bool Follows(RoomLine line, int index)
    {
        RoomLine? before = index > 0 ? _room[index - 1] : null;
        return before is not null && line.Kind == LineKind.Message && before.Kind == LineKind.Message
            && before.AuthorId == line.AuthorId && before.Author == line.Author && before.Host == line.Host && line.At - before.At < GroupSpan;
    }

    private void DrawAligned(int y, RoomLine line, string text, bool isHead, bool grouped)
    {
        string head = line.Kind == LineKind.Message ? line.Author : SignOf(line.Kind);
        if (isHead && !grouped && head.Length > 0)
        {
            int width = Math.Min(CellWidth.OfText(head), _columns.AuthorWidth);
            Style style = line.Kind == LineKind.Message ? new Style(Palette.OfAuthor(line.AuthorId), null, TextEffects.Bold) : TextStyle(line);
            _frame.WriteClipped(_columns.AuthorLeft + _columns.AuthorWidth - width, y, head, style, width);
        }

        _frame.Write(_columns.RuleLeft, y, isHead ? RuleOf(line) : "│", isHead ? RuleStyle(line) : Palette.Faint);
        _frame.Write(_columns.TextLeft, y, text, TextStyle(line), _columns.TextLeft + _columns.TextWidth);
    }

    private void DrawInline(int y, RoomLine line, string text, int textRow)
    {
        int left = textRow == 0 && line.Codes is null ? _columns.AuthorLeft : _columns.TextLeft;
        int end = _frame.Write(left, y, text, TextStyle(line), _columns.Width);
        if (textRow > 0 || line.Kind != LineKind.Message)
        {
            return;
        }

        string author = line.InlineName();
        if (text.StartsWith(author + ":", StringComparison.Ordinal))
        {
            int behind = _frame.Write(left, y, author, new Style(Palette.OfAuthor(line.AuthorId), null, TextEffects.Bold), end);
            _frame.Write(behind, y, line.Mark == SendMark.None ? ":" : RuleOf(line), line.Mark == SendMark.None ? Palette.Faint : RuleStyle(line));
        }
    }
}
