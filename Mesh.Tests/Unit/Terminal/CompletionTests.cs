using Mesh.Node.Terminal;

namespace Mesh.Tests.Unit.Terminal;

public sealed class CompletionTests
{
    private static readonly string[] Rooms = ["lobby", "ridge", "ridge-north"];
    private static readonly string[] People = ["anna", "Anton", "bert"];

    [Theory]
    [InlineData("/jo", "/join ")]
    [InlineData("/join ri", "/join ridge")]
    [InlineData("/LEAVE l", "/LEAVE lobby")]
    [InlineData("be", "bert: ")]
    [InlineData("hello be", "hello bert ")]
    [InlineData("/me greets AN", "/me greets anna ")]
    public void Tab_completes_by_what_stands_before_it(string text, string completed)
    {
        LineEditor editor = new();
        editor.Insert(text);
        Assert.True(new Completion().Next(editor, Rooms, People, back: false));
        Assert.Equal(completed, editor.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello ")]
    [InlineData("zz")]
    [InlineData("/join zz")]
    public void Where_nothing_fits_nothing_changes(string text)
    {
        LineEditor editor = new();
        editor.Insert(text);
        Assert.False(new Completion().Next(editor, Rooms, People, back: false));
        Assert.Equal(text, editor.Text);
    }

    [Fact]
    public void Tab_again_offers_the_next_and_comes_round()
    {
        LineEditor editor = new();
        Completion completion = new();
        editor.Insert("an");
        List<string> offered = [];
        for (int i = 0; i < 3; i++)
        {
            completion.Next(editor, Rooms, People, back: false);
            offered.Add(editor.Text);
        }

        completion.Next(editor, Rooms, People, back: true);
        Assert.Equal(["anna: ", "Anton: ", "anna: "], offered);
        Assert.Equal("Anton: ", editor.Text);
    }

    /// <summary>Peers choose their names: neither their number nor what is in them may hurt.</summary>
    [Fact]
    public void Candidates_are_bounded_and_names_that_steer_are_not_offered()
    {
        LineEditor editor = new();
        Completion completion = new();
        editor.Insert("x");
        string[] crowd = [.. Enumerable.Range(0, 500).Select(i => $"x{i:000}"), "x\e[2J"];
        Assert.True(completion.Next(editor, Rooms, crowd, back: false));
        Assert.Equal(Completion.CandidatesMax, completion.Candidates.Count);
        completion.Reset();
        editor.Set("x\e");
        Assert.False(completion.Next(editor, Rooms, crowd, back: false));
    }
}
