using Mesh.Node.Terminal;

namespace Mesh.Tests.Unit.Terminal;

public sealed class MessageViewTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly MessageColumns Narrow = new(20);

    private readonly RoomLog _room = new("lobby");

    [Fact]
    public void The_view_follows_what_comes()
    {
        Fill(20);
        Assert.Equal("16 17 18 19 20", Seen(5));
        Say("21");
        Assert.Equal("17 18 19 20 21", Seen(5));
    }

    [Fact]
    public void Scrolled_up_it_stays_put_while_lines_arrive()
    {
        Fill(20);
        View(5).Scroll(4);
        Assert.Equal("12 13 14 15 16", Seen(5));
        Say("21");
        Assert.Equal("12 13 14 15 16", Seen(5));
        Assert.Equal(5, View(5).LinesBelow());
        View(5).Scroll(-100);
        Assert.Equal("17 18 19 20 21", Seen(5));
        Assert.Null(_room.Scroll);
    }

    [Fact]
    public void At_the_top_it_stops_with_the_first_row()
    {
        Fill(20);
        View(5).Scroll(1_000);
        Assert.Equal("day 1 2 3 4", Seen(5));
        View(5).Scroll(-1);
        Assert.Equal("1 2 3 4 5", Seen(5));
    }

    [Fact]
    public void What_fits_does_not_scroll()
    {
        Fill(3);
        View(10).Scroll(5);
        Assert.Null(_room.Scroll);
        Assert.Equal("day 1 2 3", Seen(10));
    }

    [Fact]
    public void Long_lines_scroll_row_by_row()
    {
        Fill(2);
        Say("a b\nc\nd");
        View(3).Scroll(1);
        Assert.Equal([1, 2, 2], View(3).Rows().Select(row => row.Index));
        Assert.Equal([0, 0, 1], View(3).Rows().Select(row => row.TextRow));
    }

    [Fact]
    public void A_view_whose_lines_are_gone_shows_the_oldest_left()
    {
        Fill(10);
        View(3).Scroll(6);
        Fill(RoomLog.LinesMax);
        Assert.Equal(_room[0], _room[View(3).Rows()[^1].Index]);
    }

    [Fact]
    public void New_lines_are_set_off_until_the_person_writes()
    {
        Fill(2);
        _room.Close();
        Say("3");
        Assert.Equal("day 1 2 fresh 3", Seen(9));
        _room.MarkSeen();
        Assert.Equal("day 1 2 3", Seen(9));
    }

    [Fact]
    public void Any_scrolling_shows_neighbouring_rows_only()
    {
        Random random = new(3);
        for (int i = 0; i < 60; i++)
        {
            Say(string.Join('\n', Enumerable.Range(0, 1 + random.Next(4)).Select(row => $"{i}.{row}")));
        }

        for (int round = 0; round < 500; round++)
        {
            int height = 1 + random.Next(12);
            View(height).Scroll(random.Next(40) - 20);
            IReadOnlyList<MessageRow> rows = View(height).Rows();
            Assert.Equal(height, rows.Count);
            for (int i = 1; i < rows.Count; i++)
            {
                bool next = rows[i].Index == rows[i - 1].Index || (rows[i].Index == rows[i - 1].Index + 1 && rows[i].TextRow == 0);
                Assert.True(next);
            }
        }
    }

    private MessageView View(int height) => new(_room, Narrow, height);

    private string Seen(int height) => string.Join(' ', View(height).Rows().Select(row => row.Kind switch
    {
        RowKind.Day => "day",
        RowKind.Fresh => "fresh",
        _ => _room[row.Index].Text,
    }));

    private void Fill(int count)
    {
        for (int i = 1; i <= count; i++)
        {
            Say($"{i}");
        }
    }

    private void Say(string text) => _room.Add(new RoomLine(LineKind.Reply, Noon, text), isShown: true);
}
