using System.Text;
using Mesh.Node.Terminal;

namespace Mesh.Tests.Unit.Terminal;

public sealed class FrameEncoderTests
{
    [Fact]
    public void A_frame_is_one_synchronized_update_that_ends_with_the_cursor()
    {
        Frame frame = new(6, 2) { Cursor = (2, 1) };
        frame.Write(0, 0, "hi", new Style(32, null, TextEffects.Bold));
        frame.Write(2, 0, "!", Style.Plain);
        frame.Fill(0, 1, 6, new Style(252, 236));
        Assert.Equal(
            "\e[?2026h\e[?25l"
            + "\e[1;1H\e[0m\e[0;1;38;5;32mhi\e[0m!\e[0m\e[K"
            + "\e[2;1H\e[0m\e[0;38;5;252;48;5;236m      \e[0m"
            + "\e[2;3H\e[?25h\e[?2026l",
            Encode(frame, colours: true));
    }

    [Fact]
    public void Without_a_cursor_it_stays_hidden()
    {
        Assert.DoesNotContain("\e[?25h", Encode(new Frame(2, 1), colours: true), StringComparison.Ordinal);
    }

    [Fact]
    public void No_colour_shows_grounds_reversed_and_keeps_other_effects()
    {
        Frame frame = new(2, 1);
        frame.Write(0, 0, "a", new Style(32, 236, TextEffects.Underline));
        frame.Write(1, 0, "b", new Style(32));
        string text = Encode(frame, colours: false);
        Assert.Contains("\e[0;4;7ma\e[0mb", text, StringComparison.Ordinal);
        Assert.DoesNotContain(";5;", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_follows_a_disputed_picture_is_placed_by_column()
    {
        Frame frame = new(8, 1);
        frame.Write(0, 0, "a❤️b", Style.Plain);
        Assert.Contains("a  \e[2G❤️\e[4Gb", Encode(frame, colours: true), StringComparison.Ordinal);
    }

    private static string Encode(Frame frame, bool colours) => Encoding.UTF8.GetString(new FrameEncoder(colours).Encode(frame));
}
