using Mesh.Node.Slides;

namespace Mesh.Tests.Unit.Slides;

public sealed class SlideTextTests
{
    [Fact]
    public void A_slide_is_readable_without_its_signs()
    {
        string text = SlideText.Of("# Two *laptops*\n\nSee **this** [site](http://a.example \"t\") and ![a map](m.png).\n\n- one `x`\n  * two\n\n```sh\nls # not a heading\n```\n<!-- a note\nof mine -->");
        Assert.Equal("TWO LAPTOPS\n\nSee this site (http://a.example) and [picture: a map].\n\n• one x\n  • two\n\n    ls # not a heading", text);
    }

    [Fact]
    public void An_empty_slide_says_so() => Assert.Equal("(a slide without text)", SlideText.Of("<!-- nothing -->\n\n"));

    [Fact]
    public void Nothing_in_it_steers_a_terminal() => Assert.Equal("A[2JB", SlideText.Of("# a\u001b[2Jb\u202e"));

    [Theory]
    [InlineData("<!--")]
    [InlineData("![a](")]
    [InlineData("[a](b")]
    [InlineData("**a")]
    [InlineData("`")]
    [InlineData("#")]
    public void Hostile_text_costs_no_more_than_its_length(string piece)
    {
        // A pattern that tried every beginning against every end would take minutes here.
        string text = string.Concat(Enumerable.Repeat(piece, MeshRoom.TextBytesMax / piece.Length));
        Assert.NotEmpty(SlideText.Of(text));
    }
}
