using System.Text;
using Mesh.Node.Codes;
using Mesh.Tests.Integration.Laboratory;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Integration.Codes;

/// <summary>A scanner that no one here wrote reads what screens and terminals show.</summary>
[Trait(LabRequirements.Needs, "zbar")]
public sealed class QrScannerTests : IDisposable
{
    private const int PixelsPerSquare = 4;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http://192.168.49.1:6375/join#k3q7x2m4p6s8u2w4y6a2")]
    [InlineData("WIFI:T:WPA;S:Café\\; 📶;P:four random words;;")]
    public async Task The_code_is_read(string text)
    {
        QrCode code = QrCode.Of(text);
        Assert.Equal(text, await ScanAsync(code.Side, code.IsDark));
    }

    [Fact]
    public async Task The_lines_of_a_terminal_are_read_black_on_white_and_white_on_black()
    {
        const string Text = "http://192.168.49.1:6375/join#k3q7x2m4p6s8u2w4y6a2";
        IReadOnlyList<string> lines = QrLines.Of(QrCode.Of(Text));
        Assert.Equal(Text, await ScanAsync(lines[0].Length, (column, row) => IsDrawn(lines, column, row)));
        IReadOnlyList<string> light = QrLines.Colourless(QrCode.Of(Text));
        Assert.Equal(Text, await ScanAsync(light[0].Length, (column, row) => !IsDrawn(light, column, row)));
    }

    private static bool IsDrawn(IReadOnlyList<string> lines, int column, int row) =>
        lines[row / 2][column] is var c && (c == '█' || c == (row % 2 == 0 ? '▀' : '▄'));

    private async Task<string> ScanAsync(int side, Func<int, int, bool> isDark)
    {
        LabRequirements.DemandProgram("zbarimg", "zbar-tools");
        int pixels = side * PixelsPerSquare;
        byte[] picture = new byte[pixels * pixels];
        for (int i = 0; i < picture.Length; i++)
        {
            picture[i] = isDark(i % pixels / PixelsPerSquare, i / pixels / PixelsPerSquare) ? byte.MinValue : byte.MaxValue;
        }

        string path = Path.Combine(_folder.Path, "code.pgm");
        await File.WriteAllBytesAsync(path, [.. Encoding.ASCII.GetBytes(FormattableString.Invariant($"P5 {pixels} {pixels} 255\n")), .. picture], TestContext.Current.CancellationToken);
        return (await LabCommand.RunAsync("zbarimg", ["--quiet", "--raw", path])).TrimEnd('\n');
    }
}
