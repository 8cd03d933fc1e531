using Mesh.Node.Terminal;

namespace Mesh.Tests.Unit.Terminal;

public sealed class InputHistoryTests
{
    private readonly InputHistory _history = new();

    [Fact]
    public void Arrows_walk_back_and_forth_and_return_to_what_was_being_written()
    {
        _history.Add("one");
        _history.Add("two");
        Assert.Equal("two", _history.Older("draft"));
        Assert.Equal("one", _history.Older("two"));
        Assert.Null(_history.Older("one"));
        Assert.Equal("two", _history.Newer());
        Assert.Equal("draft", _history.Newer());
        Assert.Null(_history.Newer());
    }

    [Fact]
    public void The_same_line_twice_is_kept_once_and_the_oldest_goes_when_it_is_full()
    {
        for (int i = 0; i < InputHistory.EntriesMax + 5; i++)
        {
            _history.Add($"line {i}");
            _history.Add($"line {i}");
        }

        Assert.Equal(InputHistory.EntriesMax, _history.Count);
        string? oldest = null;
        while (_history.Older("") is string older)
        {
            oldest = older;
        }

        Assert.Equal("line 5", oldest);
    }
}
