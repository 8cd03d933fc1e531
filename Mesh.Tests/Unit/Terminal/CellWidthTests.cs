using Mesh.Node.Terminal;

namespace Mesh.Tests.Unit.Terminal;

public sealed class CellWidthTests
{
    [Theory]
    [InlineData("a", 1)]
    [InlineData("ß", 1)]
    [InlineData("е́", 1)]
    [InlineData("…", 1)]
    [InlineData("│", 1)]
    [InlineData("✓", 1)]
    [InlineData("你", 2)]
    [InlineData("ｆ", 2)]
    [InlineData("한", 2)]
    [InlineData("\u1112\u1161\u11AB", 2)]
    [InlineData("🎉", 2)]
    [InlineData("👋🏽", 2)]
    [InlineData("👩‍👩‍👧‍👦", 2)]
    [InlineData("🇦🇹", 2)]
    [InlineData("❤️", 2)]
    [InlineData("❤", 1)]
    [InlineData("\u0007", 0)]
    [InlineData("\u200D", 0)]
    [InlineData("\u0301", 0)]
    [InlineData("\U00020000", 2)]
    public void One_visible_character_has_the_columns_that_terminals_give_it(string grapheme, int width)
    {
        Assert.Equal(width, CellWidth.Of(grapheme));
    }

    [Fact]
    public void Width_of_a_text_is_the_sum_of_its_visible_characters()
    {
        Assert.Equal(2 + 1 + 4 + 1 + 2, CellWidth.OfText("ab 你好 👩‍👩‍👧‍👦"));
    }

    [Theory]
    [InlineData("a", false)]
    [InlineData("你", false)]
    [InlineData("🎉", true)]
    [InlineData("❤️", true)]
    [InlineData("e\u0301", true)]
    public void Joined_pictures_are_known_as_disputed(string grapheme, bool disputed)
    {
        Assert.Equal(disputed, CellWidth.IsDisputed(grapheme));
    }
}
