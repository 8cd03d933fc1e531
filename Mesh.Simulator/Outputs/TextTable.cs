using System.Text;

namespace Mesh.Simulator.Outputs;

/// <summary>A table for people: the first columns to the left, figures to the right.</summary>
/// <param name="left">How many columns stand left.</param>
internal sealed class TextTable(int left)
{
    private readonly List<(string[] Cells, Func<string, string>? Paint)> _rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">Its cells.</param>
    /// <param name="paint">Colours the last cell.</param>
    public void Add(IEnumerable<string> cells, Func<string, string>? paint = null) => _rows.Add(([.. cells], paint));

    /// <summary>The table's lines.</summary>
    public override string ToString()
    {
        int columns = _rows.Count == 0 ? 0 : _rows.Max(row => row.Cells.Length);
        int[] widths = [.. Enumerable.Range(0, columns).Select(column => _rows.Max(row => column < row.Cells.Length ? row.Cells[column].Length : 0))];
        StringBuilder text = new();
        foreach ((string[] cells, Func<string, string>? paint) in _rows)
        {
            for (int i = 0; i < cells.Length; i++)
            {
                bool isLast = i == cells.Length - 1;
                string cell = i < left ? (isLast ? cells[i] : cells[i].PadRight(widths[i])) : isLast ? cells[i] : cells[i].PadLeft(widths[i]);
                text.Append(i == 0 ? "" : "  ").Append(isLast && paint is not null ? paint(cell) : cell);
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
