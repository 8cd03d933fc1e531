using Mesh.Node.Slides;
using Mesh.Tests.Unit.Terminal;

namespace Mesh.Tests.Unit.Slides;

public sealed class SlideShowTests
{
    private const int Anna = 2;
    private const int Bert = 3;
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly SlideShow _show = new();

    [Fact]
    public void Slides_begin_at_the_first_and_follow_their_author()
    {
        Assert.Equal(ShowChange.Begun, _show.Take(Slides(Anna, 1, second: 0)));
        Assert.Equal(("one", 1), (_show.Current!.Text, _show.Current.Slide));
        Assert.Equal(ShowChange.Turned, _show.Take(Turn(Anna, 1, slide: 3, second: 1)));
        Assert.Equal("three", _show.Current.Text);
        Assert.Equal(ShowChange.None, _show.Take(Turn(Anna, 1, slide: 3, second: 2)));
        Assert.Equal(ShowChange.Ended, _show.Take(Turn(Anna, 1, slide: 0, second: 3)));
        Assert.Null(_show.Current);
    }

    [Fact]
    public void Turns_of_others_change_nothing()
    {
        _show.Take(Slides(Anna, 1, second: 0));
        Assert.Equal(ShowChange.None, _show.Take(Turn(Bert, 1, slide: 2, second: 1)));
        Assert.Equal(ShowChange.None, _show.Take(Turn(Anna, 1, slide: 2, second: 1) with { Guest = "Lena" }));
        Assert.Equal(1, _show.Current!.Slide);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("nonsense 1")]
    [InlineData(" 2")]
    public void Turns_that_are_none_change_nothing(string text)
    {
        _show.Take(Slides(Anna, 1, second: 0));
        Assert.Equal(ShowChange.None, _show.Take(Turn(Anna, 1, slide: 2, second: 1) with { Text = text }));
        Assert.Equal(ShowChange.None, _show.Take(Turn(Anna, 1, slide: 2, second: 1) with { Text = $"{StagedNode.Number(1)} -2" }));
    }

    [Fact]
    public void A_number_beyond_the_last_slide_is_the_last()
    {
        _show.Take(Slides(Anna, 1, second: 0));
        _show.Take(Turn(Anna, 1, slide: 99, second: 1));
        Assert.Equal(3, _show.Current!.Slide);
    }

    [Fact]
    public void Later_slides_replace_earlier_ones_and_old_ones_that_come_late_do_not()
    {
        _show.Take(Slides(Anna, 1, second: 10));
        Assert.Equal(ShowChange.Begun, _show.Take(Slides(Bert, 2, second: 20)));
        Assert.Equal(ShowChange.None, _show.Take(Slides(Anna, 3, second: 15)));
        Assert.Equal(ShowChange.None, _show.Take(Turn(Anna, 1, slide: 2, second: 30)));
        Assert.Equal((Bert, 1), (_show.Current!.Message.From == StagedNode.Person(Bert) ? Bert : 0, _show.Current.Slide));
    }

    [Fact]
    public void Old_slides_that_come_after_the_end_stay_away()
    {
        _show.Take(Slides(Anna, 1, second: 10));
        _show.Take(Turn(Anna, 1, slide: 0, second: 11));
        Assert.Equal(ShowChange.None, _show.Take(Slides(Bert, 2, second: 5)));
        Assert.Equal(ShowChange.None, _show.Take(Slides(Anna, 1, second: 10)));
        Assert.Null(_show.Current);
        Assert.Equal(ShowChange.Begun, _show.Take(Slides(Bert, 3, second: 12)));
    }

    [Fact]
    public void An_old_turn_that_comes_late_does_not_turn_back()
    {
        _show.Take(Slides(Anna, 1, second: 0));
        _show.Take(Turn(Anna, 1, slide: 3, second: 5));
        Assert.Equal(ShowChange.None, _show.Take(Turn(Anna, 1, slide: 2, second: 4)));
        Assert.Equal(3, _show.Current!.Slide);
    }

    [Fact]
    public void Turns_that_come_before_their_slides_count_when_these_come()
    {
        _show.Take(Turn(Anna, 1, slide: 2, second: 1));
        _show.Take(Turn(Bert, 1, slide: 3, second: 2));
        Assert.Equal(ShowChange.Begun, _show.Take(Slides(Anna, 1, second: 0)));
        Assert.Equal(2, _show.Current!.Slide);
    }

    [Fact]
    public void Slides_whose_end_came_before_them_do_not_begin()
    {
        _show.Take(Turn(Anna, 1, slide: 0, second: 1));
        Assert.Equal(ShowChange.None, _show.Take(Slides(Anna, 1, second: 0)));
        Assert.Null(_show.Current);
    }

    [Fact]
    public void Early_turns_are_bounded_and_the_oldest_gives_way()
    {
        _show.Take(Turn(Anna, 1, slide: 2, second: 1));
        for (int i = 0; i < SlideShow.EarlyTurnsMax; i++)
        {
            _show.Take(Turn(Bert, 50 + i, slide: 2, second: 2));
        }

        _show.Take(Slides(Anna, 1, second: 0));
        Assert.Equal(1, _show.Current!.Slide);
    }

    [Fact]
    public void A_clock_that_runs_ahead_keeps_nobody_from_showing()
    {
        _show.Take(Slides(Anna, 1, second: 0) with { SentAt = Noon.AddYears(70), ReceivedAt = Noon });
        Assert.Equal(ShowChange.Begun, _show.Take(Slides(Bert, 2, second: 1)));
    }

    [Fact]
    public void Slides_that_cannot_be_shown_leave_the_others()
    {
        _show.Take(Slides(Anna, 1, second: 0));
        string many = string.Concat(Enumerable.Repeat("\n---\n", Deck.SlidesMax + 1)) + "x";
        Assert.Equal(ShowChange.Unreadable, _show.Take(Slides(Bert, 2, second: 1) with { Text = many }));
        Assert.Equal(StagedNode.Person(Anna), _show.Current!.Message.From);
    }

    [Theory]
    [InlineData("next", 1, 2)]
    [InlineData("NEXT", 2, 3)]
    [InlineData("back", 3, 2)]
    [InlineData("3", 1, 3)]
    [InlineData("end", 1, 0)]
    public void A_presenter_asks_for_a_slide(string word, int from, int wanted)
    {
        _show.Take(Slides(Anna, 1, second: 0) with { IsOwn = true });
        Assert.Equal(wanted, TurnTarget.Of(word, _show.Current, from, out _));
    }

    [Theory]
    [InlineData("next", 3, "This is the last slide, 3; /turn end ends.")]
    [InlineData("back", 1, "This is the first slide.")]
    [InlineData("4", 1, "/turn takes next, back, end or a slide from 1 to 3.")]
    [InlineData("0", 1, "/turn takes next, back, end or a slide from 1 to 3.")]
    [InlineData("sideways", 1, "/turn takes next, back, end or a slide from 1 to 3.")]
    public void Or_is_told_why_not(string word, int from, string complaint)
    {
        _show.Take(Slides(Anna, 1, second: 0) with { IsOwn = true });
        Assert.Null(TurnTarget.Of(word, _show.Current, from, out string told));
        Assert.Equal(complaint, told);
    }

    [Fact]
    public void Who_shows_nothing_turns_nothing()
    {
        Assert.Null(TurnTarget.Of("next", null, 1, out string nothing));
        Assert.Equal("You show no slides in this room; /present FILE.md begins.", nothing);
        _show.Take(Slides(Anna, 1, second: 0));
        Assert.Null(TurnTarget.Of("next", _show.Current, 1, out string others));
        Assert.StartsWith("Only who shows the slides can turn them", others, StringComparison.Ordinal);
    }

    private static RoomMessage Slides(byte author, int number, int second) => Message(author, number, second, MessageKind.Slides, "one\n---\ntwo\n---\nthree");

    private static RoomMessage Turn(byte author, int slides, int slide, int second) =>
        Message(author, 1_000 + (slides * 100) + (second * 10) + slide, second, MessageKind.Turn, new PageTurn(StagedNode.Number(slides), slide).ToString());

    private static RoomMessage Message(byte author, int number, int second, MessageKind kind, string text)
    {
        DateTimeOffset at = Noon.AddSeconds(second);
        return new RoomMessage("lobby", StagedNode.Number(number), StagedNode.Person(author), "anna", kind, text, 1, at, Noon.AddMinutes(5), false);
    }
}
