using QRCoder;
using QRCoder.Exceptions;

namespace Mesh.Node.Codes;

/// <summary>
/// A QR code (ISO/IEC 18004) as squares, dark or light, with the quiet zone of four that the standard wants. The only type that knows the package.
/// Immutable; pure.
/// </summary>
internal sealed class QrCode
{
    /// <summary>Bytes of UTF-8 that the largest code holds at level L of error correction.</summary>
    public const int TextBytesMax = 2_953;

    private readonly bool[,] _dark;

    private QrCode(bool[,] dark)
    {
        _dark = dark;
    }

    /// <summary>Squares of a side, quiet zone included.</summary>
    public int Side => _dark.GetLength(0);

    /// <summary>Whether a square is dark. What lies outside is light.</summary>
    public bool IsDark(int column, int row) => column >= 0 && row >= 0 && column < Side && row < Side && _dark[row, column];

    /// <summary>The code of a text. A screen is clean and near, so the lowest error correction makes the code small.</summary>
    /// <exception cref="ArgumentException">The text has more than <see cref="TextBytesMax"/> bytes.</exception>
    public static QrCode Of(string text)
    {
        try
        {
            using QRCodeData code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L, forceUtf8: true);
            int side = code.ModuleMatrix.Count;
            bool[,] dark = new bool[side, side];
            for (int row = 0; row < side; row++)
            {
                for (int column = 0; column < side; column++)
                {
                    dark[row, column] = code.ModuleMatrix[row][column];
                }
            }

            return new QrCode(dark);
        }
        catch (DataTooLongException)
        {
            throw new ArgumentException($"The text is too long for a QR code, which holds at most {TextBytesMax} bytes.", nameof(text));
        }
    }
}
