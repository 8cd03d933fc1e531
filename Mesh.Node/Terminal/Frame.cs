using System.Text;
using Mesh.Node.Chat;

namespace Mesh.Node.Terminal;

/// <summary>One place of a frame.</summary>
/// <param name="Text">The cluster shown; empty for the place that a wide cluster to the left covers.</param>
/// <param name="Style">How it looks.</param>
internal readonly record struct Cell(string Text, Style Style);

/// <summary>
/// A whole screen, drawn in memory before any of it is shown. Nothing that could steer a terminal enters a cell,
/// whatever the caller hands over: this is the last gate for what peers wrote.
/// </summary>
internal sealed class Frame
{
    /// <summary>Chars of one cluster that is no picture: letters with a few marks. More marks than this only smear over other lines.</summary>
    public const int ClusterCharsMax = 10;

    /// <summary>Chars of one picture; the longest in use, a family with four skin tones, has 19.</summary>
    public const int PictureCharsMax = 24;

    private readonly Cell[] _cells;

    public Frame(int width, int height)
    {
        Width = Math.Max(1, width);
        Height = Math.Max(1, height);
        _cells = new Cell[Width * Height];
        Array.Fill(_cells, new Cell(" ", Style.Plain));
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Where the cursor stands, or null while it is hidden.</summary>
    public (int X, int Y)? Cursor { get; set; }

    public Cell this[int x, int y] => _cells[(y * Width) + x];

    /// <summary>Writes text from a place to the right and returns the column behind it. What does not fit before <paramref name="limit"/> (exclusive) is left out.</summary>
    public int Write(int x, int y, string text, Style style, int limit = int.MaxValue)
    {
        int end = Math.Min(limit, Width);
        if (y < 0 || y >= Height)
        {
            return x;
        }

        int start = 0;
        while (start < text.Length)
        {
            int length = Grapheme.LengthAt(text, start);
            string cluster = Clip(text.AsSpan(start, length));
            start += length;
            int width = CellWidth.Of(cluster);
            if (x + width > end)
            {
                break;
            }

            if (width > 0)
            {
                Put(x, y, cluster, width, style);
                x += width;
            }
        }

        return x;
    }

    /// <summary>Writes text that ends with "…" where it does not fit into <paramref name="width"/> columns; returns the column behind it.</summary>
    public int WriteClipped(int x, int y, string text, Style style, int width)
    {
        if (width <= 0)
        {
            return x;
        }

        if (CellWidth.OfText(text) <= width)
        {
            return Write(x, y, text, style, x + width);
        }

        int end = Write(x, y, text, style, x + width - 1);
        return Write(end, y, "…", style);
    }

    /// <summary>Gives a stretch of a row one look and empties it.</summary>
    public void Fill(int x, int y, int width, Style style)
    {
        for (int column = Math.Max(0, x); column < Math.Min(Width, x + width) && y >= 0 && y < Height; column++)
        {
            _cells[(y * Width) + column] = new Cell(" ", style);
        }
    }

    /// <summary>The frame as lines of text without looks and without white space at their ends.</summary>
    public string ToText()
    {
        StringBuilder text = new();
        for (int y = 0; y < Height; y++)
        {
            StringBuilder row = new();
            for (int x = 0; x < Width; x++)
            {
                row.Append(this[x, y].Text);
            }

            text.Append(row.ToString().TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    private static string Clip(ReadOnlySpan<char> cluster)
    {
        if (cluster.Length == 1)
        {
            return Printable.IsSteering(cluster[0]) || char.IsSurrogate(cluster[0]) ? string.Empty : cluster.ToString();
        }

        StringBuilder kept = new();
        int charsMax = CellWidth.IsPicture(cluster) ? PictureCharsMax : ClusterCharsMax;
        foreach (Rune rune in cluster.EnumerateRunes())
        {
            bool steers = rune.IsBmp && Printable.IsSteering((char)rune.Value);
            if (!steers && kept.Length + rune.Utf16SequenceLength <= charsMax)
            {
                kept.Append(rune.ToString());
            }
        }

        return kept.ToString();
    }

    private void Put(int x, int y, string cluster, int width, Style style)
    {
        if (x < 0)
        {
            return;
        }

        int at = (y * Width) + x;
        for (int before = x; before > 0 && _cells[(y * Width) + before].Text.Length == 0; before--)
        {
            _cells[(y * Width) + before - 1] = new Cell(" ", style);
        }

        _cells[at] = new Cell(cluster, style);
        for (int i = 1; i < width; i++)
        {
            _cells[at + i] = new Cell(string.Empty, style);
        }

        for (int after = x + width; after < Width && _cells[(y * Width) + after].Text.Length == 0; after++)
        {
            _cells[(y * Width) + after] = new Cell(" ", style);
        }
    }
}
