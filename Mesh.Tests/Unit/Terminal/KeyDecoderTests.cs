using Mesh.Node.Terminal;

namespace Mesh.Tests.Unit.Terminal;

public sealed class KeyDecoderTests
{
    private readonly KeyDecoder _decoder = new();

    [Fact]
    public void Typed_characters_arrive_as_text()
    {
        Assert.Equal([new TextTyped("a"), new TextTyped("ß"), new TextTyped("你")], Type("aß你"));
    }

    [Fact]
    public void Two_halves_of_a_pair_arrive_as_one_text()
    {
        Assert.Equal([new TextTyped("🎉")], Type("🎉"));
    }

    [Fact]
    public void A_lone_half_is_dropped()
    {
        Assert.Equal([new TextTyped("b")], Type("\uDE00b"));
    }

    [Fact]
    public void A_pasted_block_is_one_input_with_its_line_breaks()
    {
        Assert.Equal([new BlockPasted("one\ntwo [x] \u0001", false), new TextTyped("z")], Type("\e[200~one\rtwo [x] \u0001\e[201~z"));
    }

    [Fact]
    public void A_paste_is_recognised_when_a_read_ended_inside_its_mark()
    {
        List<TerminalInput> inputs = Type("\e[200~one");
        inputs.AddRange(_decoder.Feed(new ConsoleKeyInfo('[', ConsoleKey.None, false, true, false), more: false));
        inputs.AddRange(Type("201~"));
        Assert.Equal([new BlockPasted("one", false)], inputs);
    }

    [Fact]
    public void A_paste_waits_for_its_end_however_long_that_takes()
    {
        foreach (char c in "\e[200~")
        {
            Assert.Empty(_decoder.Feed(Key(c), more: true));
        }

        foreach (char c in "ab\e")
        {
            Assert.Empty(_decoder.Feed(Key(c), more: false));
        }

        Assert.Equal([new BlockPasted("ab", false)], Type("[201~"));
    }

    [Fact]
    public void An_escape_inside_a_paste_that_ends_nothing_belongs_to_the_text()
    {
        Assert.Equal([new BlockPasted("a\e[31mb", false)], Type("\e[200~a\e[31mb\e[201~"));
    }

    /// <summary>Whoever pastes a disk image by mistake must not fill the memory.</summary>
    [Fact]
    public void A_paste_without_end_is_cut()
    {
        TerminalInput input = Assert.Single(Type("\e[200~" + new string('x', KeyDecoder.PasteCharsMax + 10) + "\e[201~"));
        Assert.Equal(new BlockPasted(new string('x', KeyDecoder.PasteCharsMax), true), input);
    }

    [Fact]
    public void Escape_alone_is_a_key()
    {
        Assert.Equal([new KeyPressed(TerminalKey.Escape)], _decoder.Feed(Key('\e'), more: false));
        Assert.Equal([new KeyPressed(TerminalKey.Escape), new TextTyped("x")], Type("\ex"));
    }

    [Fact]
    public void Enter_with_alt_breaks_the_line()
    {
        Assert.Equal([new KeyPressed(TerminalKey.NewLine)], Type("\e\r"));
        Assert.Equal([new KeyPressed(TerminalKey.NewLine)], _decoder.Feed(new ConsoleKeyInfo('\r', ConsoleKey.Enter, false, true, false), more: false));
    }

    [Theory]
    [InlineData(ConsoleKey.W, '\u0017', (int)TerminalKey.KillWord)]
    [InlineData(ConsoleKey.U, '\u0015', (int)TerminalKey.KillToStart)]
    [InlineData(ConsoleKey.K, '\u000B', (int)TerminalKey.KillToEnd)]
    [InlineData(ConsoleKey.A, '\u0001', (int)TerminalKey.Home)]
    [InlineData(ConsoleKey.E, '\u0005', (int)TerminalKey.End)]
    [InlineData(ConsoleKey.L, '\u000C', (int)TerminalKey.Redraw)]
    [InlineData(ConsoleKey.N, '\u000E', (int)TerminalKey.NextRoom)]
    [InlineData(ConsoleKey.P, '\u0010', (int)TerminalKey.PreviousRoom)]
    [InlineData(ConsoleKey.C, '\u0003', (int)TerminalKey.Interrupt)]
    [InlineData(ConsoleKey.D, '\u0004', (int)TerminalKey.EndOfInput)]
    public void Control_keys_do_what_shells_taught(ConsoleKey key, char c, int expected)
    {
        Assert.Equal([new KeyPressed((TerminalKey)expected)], _decoder.Feed(new ConsoleKeyInfo(c, key, false, false, true), more: false));
    }

    [Fact]
    public void Alt_and_a_digit_asks_for_a_room()
    {
        Assert.Equal([new RoomAsked(3)], _decoder.Feed(new ConsoleKeyInfo('3', ConsoleKey.D3, false, true, false), more: false));
    }

    private static ConsoleKeyInfo Key(char c) => c switch
    {
        '\r' => new ConsoleKeyInfo(c, ConsoleKey.Enter, false, false, false),
        '\e' => new ConsoleKeyInfo(c, ConsoleKey.Escape, false, false, false),
        _ => new ConsoleKeyInfo(c, ConsoleKey.None, false, false, false),
    };

    private List<TerminalInput> Type(string text)
    {
        List<TerminalInput> inputs = [];
        for (int i = 0; i < text.Length; i++)
        {
            inputs.AddRange(_decoder.Feed(Key(text[i]), more: i + 1 < text.Length));
        }

        return inputs;
    }
}
