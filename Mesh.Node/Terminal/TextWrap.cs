namespace Mesh.Node.Terminal;

/// <summary>Breaks text into rows of a width: at spaces and between wide characters, inside a word only when the word alone is too long.</summary>
internal static class TextWrap
{
    public static List<string> Rows(string text, int width)
    {
        int columns = Math.Max(1, width);
        List<string> rows = [];
        foreach (string paragraph in text.Split('\n'))
        {
            AppendParagraph(rows, paragraph, columns);
        }

        return rows;
    }

    private static void AppendParagraph(List<string> rows, string text, int width)
    {
        List<Grapheme> graphemes = Grapheme.Split(text);
        int first = 0;
        int used = 0;
        int breakable = 0;
        for (int i = 0; i < graphemes.Count; i++)
        {
            Grapheme grapheme = graphemes[i];
            bool space = grapheme.Length == 1 && text[grapheme.Start] == ' ';
            bool swallowed = false;
            while (used + grapheme.Width > width && i > first && !swallowed)
            {
                int cut = space || breakable <= first ? i : breakable;
                rows.Add(Slice(text, graphemes, first, cut));
                first = cut;
                used = WidthOf(graphemes, first, i);
                if (space)
                {
                    first = i + 1;
                    swallowed = true;
                }
            }

            if (swallowed)
            {
                used = 0;
                continue;
            }

            used += grapheme.Width;
            breakable = space || grapheme.Width == 2 ? i + 1 : breakable;
        }

        rows.Add(Slice(text, graphemes, first, graphemes.Count));
    }

    private static int WidthOf(List<Grapheme> graphemes, int first, int end)
    {
        int width = 0;
        for (int i = first; i < end; i++)
        {
            width += graphemes[i].Width;
        }

        return width;
    }

    private static string Slice(string text, List<Grapheme> graphemes, int first, int end)
    {
        if (first >= end)
        {
            return string.Empty;
        }

        return text[graphemes[first].Start..graphemes[end - 1].End].TrimEnd(' ');
    }
}
