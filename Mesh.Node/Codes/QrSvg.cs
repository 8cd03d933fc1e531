using System.Globalization;
using System.Text;

namespace Mesh.Node.Codes;

/// <summary>
/// A QR code as SVG. Colours and size are attributes, never styles, so that the strictest content security policy shows it; dark on white whatever
/// the page's colours are, since not every camera reads it the other way round. Pure.
/// </summary>
internal static class QrSvg
{
    private const int PixelsPerSquare = 6;

    /// <summary>One <c>svg</c> element in its namespace, which may stand inside HTML or in a file of its own.</summary>
    public static string Of(QrCode code)
    {
        int pixels = code.Side * PixelsPerSquare;
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {code.Side} {code.Side}\" width=\"{pixels}\" height=\"{pixels}\" role=\"img\" aria-label=\"QR code\" shape-rendering=\"crispEdges\">");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{code.Side}\" height=\"{code.Side}\" fill=\"#fff\"/><path fill=\"#000\" d=\"");
        for (int row = 0; row < code.Side; row++)
        {
            AppendRow(svg, code, row);
        }

        return svg.Append("\"/></svg>").ToString();
    }

    private static void AppendRow(StringBuilder svg, QrCode code, int row)
    {
        for (int column = 0; column < code.Side; column++)
        {
            int start = column;
            while (code.IsDark(column, row))
            {
                column++;
            }

            if (column > start)
            {
                svg.Append(CultureInfo.InvariantCulture, $"M{start} {row}h{column - start}v1h-{column - start}z");
            }
        }
    }
}
