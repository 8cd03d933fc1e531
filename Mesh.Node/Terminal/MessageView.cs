namespace Mesh.Node.Terminal;

/// <summary>What a row of the message area shows.</summary>
internal enum RowKind
{
    Day,
    Fresh,
    Text,
}

/// <summary>One row of the message area.</summary>
/// <param name="Kind">What it shows.</param>
/// <param name="Index">The line it belongs to, by its place in the room.</param>
/// <param name="TextRow">Which row of the line's text, from 0.</param>
internal readonly record struct MessageRow(RowKind Kind, int Index, int TextRow);

/// <summary>Which rows of a room are in view, and what scrolling makes of that. Only lines in or near the view are ever wrapped.</summary>
internal sealed class MessageView
{
    private readonly RoomLog _room;
    private readonly MessageColumns _columns;
    private readonly int _height;

    public MessageView(RoomLog room, MessageColumns columns, int height)
    {
        _room = room;
        _columns = columns;
        _height = Math.Max(1, height);
    }

    /// <summary>The rows in view, top first; fewer than the height when the room holds fewer.</summary>
    public IReadOnlyList<MessageRow> Rows()
    {
        List<MessageRow> rows = [];
        if (_room.Count == 0)
        {
            return rows;
        }

        (int index, int row) = Bottom();
        while (rows.Count < _height && index >= 0)
        {
            rows.Add(RowAt(index, row));
            row--;
            if (row < 0)
            {
                index--;
                row = index < 0 ? 0 : BlockRows(index) - 1;
            }
        }

        rows.Reverse();
        return rows;
    }

    /// <summary>Lines that came or stand below the view.</summary>
    public int LinesBelow() => _room.Scroll is null || _room.Count == 0 ? 0 : _room.Count - 1 - Bottom().Index;

    /// <summary>Moves the view up by rows, down when negative. At the top it stops with the first row in view, at the bottom it follows again.</summary>
    public void Scroll(int rows)
    {
        if (_room.Count == 0)
        {
            return;
        }

        (int index, int row) bottom = Move(Bottom(), -rows, out _);
        _ = Move(bottom, -(_height - 1), out int missing);
        bottom = Move(bottom, missing, out _);
        bool isLast = bottom.index == _room.Count - 1 && bottom.row == BlockRows(bottom.index) - 1;
        _room.Scroll = isLast ? null : new ScrollPlace(_room[bottom.index].Sequence, BlockRows(bottom.index) - 1 - bottom.row);
    }

    private (int Index, int Row) Bottom()
    {
        if (_room.Scroll is not ScrollPlace place)
        {
            return (_room.Count - 1, BlockRows(_room.Count - 1) - 1);
        }

        int index = _room.IndexOf(place.Sequence);
        int last = BlockRows(index) - 1;
        return (index, Math.Clamp(last - place.RowsBelow, 0, last));
    }

    /// <summary>Walks rows down, or up when negative; tells how many were missing at the end.</summary>
    private (int Index, int Row) Move((int Index, int Row) from, int rows, out int missing)
    {
        (int index, int row) = from;
        int left = Math.Abs(rows);
        int step = Math.Sign(rows);
        while (left > 0)
        {
            int room = step > 0 ? BlockRows(index) - 1 - row : row;
            int taken = Math.Min(left, room);
            row += step * taken;
            left -= taken;
            int next = index + step;
            if (left == 0 || next < 0 || next >= _room.Count)
            {
                break;
            }

            index = next;
            row = step > 0 ? 0 : BlockRows(index) - 1;
            left--;
        }

        missing = left;
        return (index, row);
    }

    private int BlockRows(int index) => HeadRows(index) + _room[index].RowsAt(_columns.TextWidth, _columns.IsAligned).Count;

    private int HeadRows(int index) => (BeginsDay(index) ? 1 : 0) + (BeginsFresh(index) ? 1 : 0);

    private bool BeginsDay(int index) => index == 0 || _room[index].At.Date != _room[index - 1].At.Date;

    private bool BeginsFresh(int index) =>
        _room.SeenUpTo is long seen && index > 0 && _room[index - 1].Sequence <= seen && _room[index].Sequence > seen;

    private MessageRow RowAt(int index, int row)
    {
        if (row == 0 && BeginsDay(index))
        {
            return new MessageRow(RowKind.Day, index, 0);
        }

        int heads = HeadRows(index);
        return row < heads ? new MessageRow(RowKind.Fresh, index, 0) : new MessageRow(RowKind.Text, index, row - heads);
    }
}
