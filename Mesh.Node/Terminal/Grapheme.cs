using System.Globalization;

namespace Mesh.Node.Terminal;

/// <summary>What a person sees as one character, within a text.</summary>
/// <param name="Start">Index of its first char.</param>
/// <param name="Length">Its chars.</param>
/// <param name="Width">Its columns, 0 to 2; more only for clusters of several spacing letters.</param>
internal readonly record struct Grapheme(int Start, int Length, int Width)
{
    public int End => Start + Length;

    /// <summary>The clusters of a text, in order (UAX #29).</summary>
    public static List<Grapheme> Split(string text)
    {
        List<Grapheme> graphemes = new(text.Length);
        int start = 0;
        while (start < text.Length)
        {
            int length = LengthAt(text, start);
            graphemes.Add(new Grapheme(start, length, CellWidth.Of(text.AsSpan(start, length))));
            start += length;
        }

        return graphemes;
    }

    /// <summary>Chars of the cluster that begins at <paramref name="start"/>.</summary>
    public static int LengthAt(string text, int start)
    {
        bool plain = text[start] is >= ' ' and <= '~' && (start + 1 == text.Length || text[start + 1] is >= ' ' and <= '~');
        return plain ? 1 : StringInfo.GetNextTextElementLength(text.AsSpan(start));
    }
}
