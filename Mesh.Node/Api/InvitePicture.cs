using QRCoder;

namespace Mesh.Node.Api;

/// <summary>An address as a picture that phones read.</summary>
internal static class InvitePicture
{
    /// <summary>The picture as the text of an SVG document, without scripts and styles.</summary>
    public static string Svg(string url)
    {
        using QRCodeGenerator generator = new();
        using QRCodeData squares = generator.CreateQrCode(url, QRCodeGenerator.ECCLevel.M);
        int size = squares.ModuleMatrix.Count;
        System.Text.StringBuilder path = new();
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                if (squares.ModuleMatrix[row][column])
                {
                    path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{column} {row}h1v1h-1z");
                }
            }
        }

        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\"><rect width=\"{size}\" height=\"{size}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>";
    }
}
