using Mesh.Node.Terminal;

namespace Mesh.Tests.Unit.Terminal;

public sealed class TextWrapTests
{
    [Theory]
    [InlineData("the quick brown fox", 10, "the quick|brown fox")]
    [InlineData("the quick brown fox", 9, "the quick|brown fox")]
    [InlineData("abcdefghij", 4, "abcd|efgh|ij")]
    [InlineData("a abcdefgh", 4, "a|abcd|efgh")]
    [InlineData("one\n  two\n\nthree", 20, "one|  two||three")]
    [InlineData("你好世界", 5, "你好|世界")]
    [InlineData("a你好", 2, "a|你|好")]
    [InlineData("", 5, "")]
    [InlineData("你", 1, "你")]
    [InlineData("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3, "👩‍👩‍👧‍👦|👩‍👩‍👧‍👦")]
    public void Text_breaks_at_spaces_and_inside_words_only_when_it_must(string text, int width, string rows)
    {
        Assert.Equal(rows.Split('|'), TextWrap.Rows(text, width));
    }

    [Fact]
    public void No_row_is_too_wide_and_nothing_but_spaces_gets_lost()
    {
        Random random = new(7);
        string[] pieces = ["a", "bc", " ", "  ", "你", "🎉", "é", "\n", "word"];
        for (int round = 0; round < 2_000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => pieces[random.Next(pieces.Length)]));
            int width = 2 + random.Next(12);
            List<string> rows = TextWrap.Rows(text, width);
            Assert.All(rows, row => Assert.True(CellWidth.OfText(row) <= width));
            Assert.Equal(Visible(text), Visible(string.Concat(rows)));
        }
    }

    private static string Visible(string text) => text.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
}
