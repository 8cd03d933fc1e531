using Mesh.Node.Chat;
using Mesh.Node.Terminal;

namespace Mesh.Tests.Unit.Terminal;

public sealed class FrameTests
{
    [Fact]
    public void Text_is_written_where_it_is_put_and_cut_at_the_edge()
    {
        Frame frame = new(6, 2);
        int behind = frame.Write(1, 0, "hello world", Style.Plain);
        frame.Write(0, 1, "你好吗?", Style.Plain, 5);
        Assert.Equal(6, behind);
        Assert.Equal(" hello\n你好\n", frame.ToText());
    }

    [Fact]
    public void Clipped_text_ends_with_an_ellipsis_and_never_overflows()
    {
        Frame frame = new(10, 3);
        frame.WriteClipped(0, 0, "abcdef", Style.Plain, 4);
        frame.WriteClipped(0, 1, "你好吗", Style.Plain, 4);
        frame.WriteClipped(0, 2, "abcd", Style.Plain, 4);
        Assert.Equal("abc…\n你…\nabcd\n", frame.ToText());
    }

    [Fact]
    public void Writing_over_half_of_a_wide_character_removes_its_other_half()
    {
        Frame frame = new(6, 1);
        frame.Write(0, 0, "你好", Style.Plain);
        frame.Write(1, 0, "x", Style.Plain);
        frame.Write(2, 0, "y", Style.Plain);
        Assert.Equal(" xy\n", frame.ToText());
    }

    [Theory]
    [InlineData("a\e[2Jb", "a[2Jb")]
    [InlineData("a\u009b2Jb", "a2Jb")]
    [InlineData("a\u202Eb\u2066c", "abc")]
    [InlineData("a\r\nb\tc\u0007", "abc")]
    public void Nothing_that_steers_a_terminal_enters_a_cell(string text, string shown)
    {
        Frame frame = new(20, 1);
        frame.Write(0, 0, text, Style.Plain);
        Assert.Equal(shown + "\n", frame.ToText());
    }

    [Fact]
    public void Half_a_pair_is_not_shown()
    {
        Frame frame = new(4, 1);
        frame.Write(0, 0, "a\uD800b", Style.Plain);
        Assert.Equal("ab\n", frame.ToText());
    }

    /// <summary>A letter with thousands of marks would smear over the whole screen.</summary>
    [Fact]
    public void Heaps_of_combining_marks_are_cut()
    {
        Frame frame = new(4, 1);
        frame.Write(0, 0, "a" + new string('\u0301', 5_000), Style.Plain);
        Assert.Equal(Frame.ClusterCharsMax, frame[0, 0].Text.Length);
    }

    [Fact]
    public void Random_text_never_breaks_the_grid()
    {
        Random random = new(20261121);
        for (int round = 0; round < 2_000; round++)
        {
            Frame frame = new(1 + random.Next(12), 1 + random.Next(3));
            for (int i = 0; i < 6; i++)
            {
                frame.Write(random.Next(14) - 1, random.Next(4) - 1, RandomText(random), Style.Plain, random.Next(14));
            }

            for (int y = 0; y < frame.Height; y++)
            {
                int columns = 0;
                for (int x = 0; x < frame.Width; x++)
                {
                    string cell = frame[x, y].Text;
                    Assert.DoesNotContain(cell, c => Printable.IsSteering(c));
                    columns += cell.Length == 0 ? 0 : CellWidth.Of(cell);
                }

                Assert.Equal(frame.Width, columns);
            }
        }
    }

    private static string RandomText(Random random)
    {
        string[] pieces = ["a", " ", "你", "🎉", "👩‍👩‍👧", "\u0301", "\e", "\u202E", "\uD83D", "\uDE00", "🇦", "❤️", "\n", "क्षि", "\u200D"];
        return string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => pieces[random.Next(pieces.Length)]));
    }
}
