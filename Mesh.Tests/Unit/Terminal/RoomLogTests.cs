using Mesh.Node.Terminal;

namespace Mesh.Tests.Unit.Terminal;

public sealed class RoomLogTests
{
    private readonly RoomLog _room = new("lobby");

    /// <summary>Peers write without end: the oldest lines go.</summary>
    [Fact]
    public void A_full_room_forgets_its_oldest_lines()
    {
        for (int i = 1; i <= RoomLog.LinesMax + 2_000; i++)
        {
            _room.Add(Said($"{i}"), isShown: true);
        }

        Assert.Equal(RoomLog.LinesMax, _room.Count);
        Assert.Equal("2001", _room[0].Text);
        Assert.Equal($"{RoomLog.LinesMax + 2_000}", _room[_room.Count - 1].Text);
        Assert.Equal(0, _room.IndexOf(5));
        Assert.Equal(1, _room.IndexOf(2_002));
    }

    /// <summary>Long messages must not take memory that many short ones may not.</summary>
    [Fact]
    public void Long_lines_count_by_their_length()
    {
        string text = new('x', 65_536);
        for (int i = 0; i < 100; i++)
        {
            _room.Add(Said(text), isShown: true);
        }

        Assert.Equal(RoomLog.CharsMax / text.Length, _room.Count);
    }

    [Fact]
    public void Only_what_people_say_counts_as_unread()
    {
        _room.Add(Said("hello"), isShown: false);
        _room.Add(new RoomLine(LineKind.Arrival, DateTimeOffset.UnixEpoch, "anna is here"), isShown: false);
        _room.Add(Said("seen"), isShown: true);
        Assert.Equal(1, _room.Unread);
        _room.Open();
        Assert.Equal(0, _room.Unread);
    }

    [Fact]
    public void Only_what_came_while_another_room_was_shown_is_marked_as_new()
    {
        _room.Add(Said("seen"), isShown: true);
        _room.Close();
        _room.Open();
        Assert.Null(_room.SeenUpTo);

        _room.Close();
        _room.Add(Said("missed"), isShown: false);
        _room.Open();
        Assert.Equal(_room[0].Sequence, _room.SeenUpTo);
    }

    private static RoomLine Said(string text) => new(LineKind.Message, DateTimeOffset.UnixEpoch, text) { Author = "anna", AuthorId = StagedNode.Person(2) };
}
