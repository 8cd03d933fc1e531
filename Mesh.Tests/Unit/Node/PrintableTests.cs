using Mesh.Node.Chat;

namespace Mesh.Tests.Unit.Node;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain text, äöü 漢字 👩‍🚀", "plain text, äöü 漢字 👩‍🚀")]
    [InlineData("\u001b[31mred\u001b[0m", "[31mred[0m")]
    [InlineData("bell\aback\bdel\u007f", "bellbackdel")]
    [InlineData("csi\u009b2J", "csi2J")]
    [InlineData("a\u202eb\u2066c\u2069d\u200ee\u200ff\u061cg\ufeffh", "abcdefgh")]
    [InlineData("one\ntwo\r\nthree\rfour\u2028five\u2029six", "one⏎two⏎three⏎four⏎five⏎six")]
    [InlineData("tab\there", "tab here")]
    [InlineData("[red]markup[/]", "[red]markup[/]")]
    public void A_line_loses_what_steers_a_terminal(string text, string shown)
    {
        Assert.Equal(shown, Printable.Line(text));
    }

    [Fact]
    public void Lone_surrogates_show_as_the_replacement_character()
    {
        Assert.Equal("a\uFFFDb\uFFFD😀", Printable.Line("a\ud83db\ude00😀"));
    }

    [Fact]
    public void A_block_keeps_its_line_breaks_in_one_form()
    {
        Assert.Equal("one\ntwo\n\nthree", Printable.Block("one\r\ntwo\u2028\rthree"));
    }

    [Theory]
    [InlineData("  anna\n", "anna")]
    [InlineData("\u001b\u202e", "?")]
    [InlineData("", "?")]
    public void A_name_is_never_empty_and_never_two_lines(string name, string shown)
    {
        Assert.Equal(shown, Printable.Name(name));
    }

    [Theory]
    [InlineData(null, "Nobody answers.", "Nobody answers.")]
    [InlineData("wlan0", "anna at 10.0.0.7:6374 (wlan0) refuses.", "anna at 10.0.0.7:6374 (wlan0) refuses.")]
    [InlineData("wlan0", "anna\u001b refuses.", "wlan0: anna refuses.")]
    public void A_reason_names_its_interface_once(string? on, string sentence, string expected) =>
        Assert.Equal(expected, Printable.Reason(new AloneReason(AloneCause.LinkRefused, on, sentence, "Wait.")));
}
