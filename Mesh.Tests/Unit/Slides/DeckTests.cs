using Mesh.Node.Slides;

namespace Mesh.Tests.Unit.Slides;

public sealed class DeckTests
{
    [Fact]
    public void Lines_of_three_hyphens_separate_slides()
    {
        Deck deck = Parsed("# One\ntext\n---\n\n## Two\n\n---\nthree\n");
        Assert.Equal(["# One\ntext", "## Two", "three"], deck.Slides);
        Assert.Equal("One", deck.Title);
    }

    [Theory]
    [InlineData("a\n----\nb")]
    [InlineData("a\n--- \nb")]
    [InlineData("a\n ---\nb")]
    [InlineData("a\n***\nb")]
    [InlineData("a --- b")]
    public void Nothing_else_does(string markdown) => Assert.Single(Parsed(markdown).Slides);

    [Theory]
    [InlineData("```\n---\n```\n---\nb", 2)]
    [InlineData("~~~~ yaml\n---\n~~~\n---\n~~~~~\n---\nb", 2)]
    [InlineData("```\n---\nnever closed\n---", 1)]
    [InlineData("    ```\n---\nb", 2)]
    [InlineData("``` a ` b\n---\nb", 2)]
    [InlineData("```\n---\n```` ` \n---", 1)]
    public void Separators_in_code_blocks_are_code(string markdown, int slides) => Assert.Equal(slides, Parsed(markdown).Slides.Count);

    [Theory]
    [InlineData("a\r\n---\r\nb")]
    [InlineData("a\r---\rb")]
    public void Line_ends_of_other_systems_are_lines_too(string markdown) => Assert.Equal(["a", "b"], Parsed(markdown).Slides);

    [Fact]
    public void Empty_slides_count_so_that_everybody_counts_alike() => Assert.Equal(["", "a", "", ""], Parsed("---\na\n---\n---\n").Slides);

    [Theory]
    [InlineData("text\n## Second level ##\n# First", "Second level")]
    [InlineData("#\n#tag\n####### seven\n# Real", "Real")]
    [InlineData("```\n# comment\n```\n---\n# Real", "Real")]
    [InlineData("no heading", "slides without a title")]
    [InlineData("# a\u001b[2Jb\u202e", "a[2Jb")]
    public void The_title_is_the_first_heading_and_harmless(string markdown, string title) => Assert.Equal(title, Parsed(markdown).Title);

    [Fact]
    public void A_long_title_is_cut_between_characters()
    {
        string title = Parsed("# " + new string('x', 79) + "🎉🎉").Title;
        Assert.Equal(new string('x', 79) + "…", title);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\n")]
    public void Empty_slides_are_none(string markdown)
    {
        Assert.Null(Deck.Parse(markdown, out string complaint));
        Assert.Equal("The slides are empty; write Markdown, with a line of --- between two slides.", complaint);
    }

    [Fact]
    public void What_does_not_fit_into_a_message_is_refused_by_bytes()
    {
        string fits = new('ä', MeshRoom.TextBytesMax / 2);
        Parsed(fits);
        Assert.Null(Deck.Parse(fits + "!", out string complaint));
        Assert.Equal("The slides have 65,537 bytes; at most 65,536 fit into a message, so cut them or show them in parts.", complaint);
    }

    [Fact]
    public void Slides_are_bounded()
    {
        string most = string.Concat(Enumerable.Repeat("a\n---\n", Deck.SlidesMax - 1));
        Assert.Equal(Deck.SlidesMax, Parsed(most).Slides.Count);
        Assert.Null(Deck.Parse(most + "\n---\n", out string complaint));
        Assert.Equal("There are 501 slides; at most 500 are shown, so show them in parts.", complaint);
    }

    private static Deck Parsed(string markdown)
    {
        Deck? deck = Deck.Parse(markdown, out string complaint);
        Assert.True(deck is not null, complaint);
        return deck;
    }
}
