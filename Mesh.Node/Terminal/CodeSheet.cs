using System.Globalization;
using Mesh.Node.Codes;

namespace Mesh.Node.Terminal;

/// <summary>QR codes with a caption each, laid out for some width: side by side, or else one below the other.</summary>
internal sealed class CodeSheet
{
    private const int Gap = 2;

    private readonly List<string[]> _blocks = [];

    /// <summary>Adds a code behind those before it.</summary>
    public CodeSheet With(string caption, QrCode code)
    {
        IReadOnlyList<string> lines = QrLines.Of(code);
        _blocks.Add([Padded($" {caption}", lines[0].Length), .. lines]);
        return this;
    }

    /// <summary>The rows; one sentence when not even a single code fits.</summary>
    public IReadOnlyList<string> RowsAt(int width)
    {
        int widest = _blocks.Max(block => block[1].Length);
        if (widest > width)
        {
            return TextWrap.Rows(string.Create(CultureInfo.InvariantCulture, $"(The code needs {widest} columns here, and there are {width}; widen the window.)"), width);
        }

        if (_blocks.Sum(block => block[1].Length) + (Gap * (_blocks.Count - 1)) > width)
        {
            return [.. _blocks.SelectMany(block => block.Select(row => Padded(row, widest)))];
        }

        int height = _blocks.Max(block => block.Length);
        return [.. Enumerable.Range(0, height).Select(row => string.Join(new string(' ', Gap), _blocks.Select(block => row < block.Length ? block[row] : new string(' ', block[1].Length))))];
    }

    /// <summary>A text in exactly so many columns.</summary>
    private static string Padded(string text, int width)
    {
        string row = TextWrap.Rows(text, width)[0];
        return row + new string(' ', Math.Max(0, width - CellWidth.OfText(row)));
    }
}
