using System.Text;

namespace Mesh.Node.Codes;

/// <summary>A QR code as lines for a terminal, two squares in each character. Pure.</summary>
internal static class QrLines
{
    /// <summary>Light squares round the code. The standard wants four; cameras do with two, and a screen of 24 lines has no more.</summary>
    public const int QuietZone = 2;

    private const int PackedQuietZone = 4;
    private const string BlackOnWhite = "\e[38;5;16;48;5;231m";
    private const string Plain = "\e[0m";

    /// <summary>The lines, all of one width, dark squares drawn: to be shown black on white.</summary>
    public static IReadOnlyList<string> Of(QrCode code) => Lines(code, inverted: false);

    /// <summary>The lines with the colours that make them black on white whatever the terminal's own are.</summary>
    public static IReadOnlyList<string> Coloured(QrCode code) => [.. Of(code).Select(line => BlackOnWhite + line + Plain)];

    /// <summary>The lines for a terminal without colours, light squares drawn: right on a dark ground, and on a light one readable to cameras that take both.</summary>
    public static IReadOnlyList<string> Colourless(QrCode code) => Lines(code, inverted: true);

    private static string[] Lines(QrCode code, bool inverted)
    {
        int first = PackedQuietZone - QuietZone;
        int end = code.Side - first;
        List<string> lines = [];
        for (int row = first; row < end; row += 2)
        {
            StringBuilder line = new();
            for (int column = first; column < end; column++)
            {
                // Below an odd last row nothing stands: it is neither drawn light nor dark there.
                bool hasLower = row + 1 < end;
                bool upper = code.IsDark(column, row) != inverted;
                bool lower = hasLower && code.IsDark(column, row + 1) != inverted;
                line.Append((upper, lower) switch
                {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    _ => ' ',
                });
            }

            lines.Add(line.ToString());
        }

        return [.. lines];
    }
}
