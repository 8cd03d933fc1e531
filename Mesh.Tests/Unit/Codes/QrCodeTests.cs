using System.Text.RegularExpressions;
using System.Xml.Linq;
using Mesh.Node.Codes;

namespace Mesh.Tests.Unit.Codes;

public sealed partial class QrCodeTests
{
    private const string Link = "http://192.168.49.1:6375/join#k3q7x2m4p6s8u2w4y6a2";

    [Fact]
    public void A_code_has_its_finders_inside_a_quiet_zone_of_four()
    {
        QrCode code = QrCode.Of(Link);
        Assert.Equal(0, (code.Side - 8 - 17) % 4);
        Assert.Equal("#######", Row(code, 4, 4, 7));
        Assert.Equal("#.###.#", Row(code, 6, 4, 7));
        Assert.Equal("#######", Row(code, 4, code.Side - 11, 7));
        Assert.Equal("#######", Row(code, code.Side - 5, 4, 7));
        for (int i = 0; i < code.Side; i++)
        {
            Assert.False(code.IsDark(i, 3) || code.IsDark(3, i) || code.IsDark(i, code.Side - 4) || code.IsDark(code.Side - 4, i));
        }

        Assert.False(code.IsDark(-1, 5) || code.IsDark(5, code.Side));
    }

    [Fact]
    public void The_largest_text_fits_and_one_byte_more_is_refused()
    {
        Assert.Equal(177 + 8, QrCode.Of(new string('x', QrCode.TextBytesMax)).Side);
        ArgumentException fault = Assert.Throws<ArgumentException>(() => QrCode.Of(new string('x', QrCode.TextBytesMax + 1)));
        Assert.Contains("at most 2953 bytes", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_svg_shows_every_square_and_has_no_style()
    {
        QrCode code = QrCode.Of(Link);
        string svg = QrSvg.Of(code);
        XElement root = XElement.Parse(svg);
        Assert.Equal($"0 0 {code.Side} {code.Side}", root.Attribute("viewBox")!.Value);
        Assert.DoesNotContain("style", svg, StringComparison.Ordinal);
        bool[,] dark = new bool[code.Side, code.Side];
        foreach (Match run in Run().Matches(root.Elements().Last().Attribute("d")!.Value))
        {
            for (int i = 0; i < int.Parse(run.Groups["length"].ValueSpan); i++)
            {
                dark[int.Parse(run.Groups["row"].ValueSpan), int.Parse(run.Groups["column"].ValueSpan) + i] = true;
            }
        }

        Each(code, (column, row) => Assert.Equal(code.IsDark(column, row), dark[row, column]));
    }

    [Fact]
    public void The_lines_show_every_square_and_are_as_wide_as_the_code()
    {
        QrCode code = QrCode.Of(Link);
        IReadOnlyList<string> lines = QrLines.Of(code);
        int cut = 4 - QrLines.QuietZone;
        Assert.All(lines, line => Assert.Equal(code.Side - (2 * cut), line.Length));
        Each(code, (column, row) =>
        {
            if (column >= cut && row >= cut && column < code.Side - cut && row < code.Side - cut)
            {
                char c = lines[(row - cut) / 2][column - cut];
                Assert.Equal(code.IsDark(column, row), c == '█' || c == ((row - cut) % 2 == 0 ? '▀' : '▄'));
            }
        });
    }

    [Fact]
    public void A_terminal_with_colours_is_told_black_on_white_and_one_without_gets_the_light_drawn()
    {
        QrCode code = QrCode.Of(Link);
        Assert.All(QrLines.Coloured(code), line => Assert.Matches("^\u001b\\[38;5;16;48;5;231m[█▀▄ ]+\u001b\\[0m$", line));
        Assert.All(QrLines.Colourless(code)[0], c => Assert.Equal('█', c));
    }

    [Theory]
    [InlineData("Field", "secret words", false, "WIFI:T:WPA;S:Field;P:secret words;;")]
    [InlineData("Field", null, false, "WIFI:T:nopass;S:Field;;")]
    [InlineData("a;b,c:d\\e\"f", "\\;,:\"", true, "WIFI:T:WPA;S:a\\;b\\,c\\:d\\\\e\\\"f;P:\\\\\\;\\,\\:\\\";H:true;;")]
    [InlineData("Café 📶", "päss", false, "WIFI:T:WPA;S:Café 📶;P:päss;;")]
    public void A_network_is_told_with_its_separators_escaped(string ssid, string? password, bool isHidden, string text) =>
        Assert.Equal(text, WifiCode.Of(ssid, password, isHidden));

    private static string Row(QrCode code, int row, int column, int length) =>
        string.Concat(Enumerable.Range(column, length).Select(i => code.IsDark(i, row) ? '#' : '.'));

    private static void Each(QrCode code, Action<int, int> look)
    {
        for (int row = 0; row < code.Side; row++)
        {
            for (int column = 0; column < code.Side; column++)
            {
                look(column, row);
            }
        }
    }

    [GeneratedRegex(@"M(?<column>\d+) (?<row>\d+)h(?<length>\d+)v1h-\k<length>z")]
    private static partial Regex Run();
}
