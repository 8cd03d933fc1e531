using Mesh.Node.Terminal;

namespace Mesh.Node.Ways;

/// <summary>Rows of text in columns of equal width, two spaces between them.</summary>
internal sealed class TextColumns
{
    private readonly bool[] _isRight;
    private readonly List<string[]> _rows = [];

    /// <param name="columns">One for each column: ">" where texts stand at its right end.</param>
    public TextColumns(params string[] columns)
    {
        _isRight = [.. columns.Select(column => column == ">")];
    }

    public int Count => _rows.Count;

    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>The rows, without space at their ends.</summary>
    public override string ToString()
    {
        int[] widths = [.. _isRight.Select((_, column) => _rows.Max(row => CellWidth.OfText(row[column])))];
        return string.Join('\n', _rows.Select(row => string.Join("  ", row.Select((cell, column) => Padded(cell, widths[column], _isRight[column]))).TrimEnd()));
    }

    private static string Padded(string cell, int width, bool isRight)
    {
        string space = new(' ', Math.Max(0, width - CellWidth.OfText(cell)));
        return isRight ? space + cell : cell + space;
    }
}
