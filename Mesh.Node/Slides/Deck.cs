using System.Globalization;
using System.Text;
using Mesh.Node.Chat;

namespace Mesh.Node.Slides;

/// <summary>
/// Slides as one Markdown text: they are separated by lines of exactly "---" that stand in no fenced code block (CommonMark 0.31, section 4.5).
/// Every part between two separators is a slide, an empty one as well, so that everybody counts alike. Immutable; pure.
/// </summary>
internal sealed class Deck
{
    /// <summary>Slides of one deck. At one a minute that is a day's work; a text of 64 KiB could hold 16,000.</summary>
    public const int SlidesMax = 500;

    private const string Separator = "---";
    private const string Untitled = "slides without a title";
    private const int TitleCharsMax = 80;
    private const int HeadingLevels = 6;

    private Deck(string markdown, string title, IReadOnlyList<string> slides)
    {
        Markdown = markdown;
        Title = title;
        Slides = slides;
    }

    /// <summary>The text as it was given.</summary>
    public string Markdown { get; }

    /// <summary>The first heading, on one line; a shown name where there is none.</summary>
    public string Title { get; }

    /// <summary>The slides' Markdown, lines ended by '\n', without blank lines at their ends; at least one.</summary>
    public IReadOnlyList<string> Slides { get; }

    /// <summary>Understands Markdown as slides.</summary>
    /// <returns>Null when it is none; the complaint is then one sentence with the mend.</returns>
    public static Deck? Parse(string markdown, out string complaint)
    {
        int bytes = Encoding.UTF8.GetByteCount(markdown);
        if (bytes > MeshRoom.TextBytesMax)
        {
            complaint = string.Create(CultureInfo.InvariantCulture, $"The slides have {bytes:N0} bytes; at most {MeshRoom.TextBytesMax:N0} fit into a message, so cut them or show them in parts.");
            return null;
        }

        if (string.IsNullOrWhiteSpace(markdown))
        {
            complaint = "The slides are empty; write Markdown, with a line of --- between two slides.";
            return null;
        }

        (List<string> slides, string? title) = Split(markdown);
        if (slides.Count > SlidesMax)
        {
            complaint = string.Create(CultureInfo.InvariantCulture, $"There are {slides.Count:N0} slides; at most {SlidesMax} are shown, so show them in parts.");
            return null;
        }

        complaint = string.Empty;
        return new Deck(markdown, Shown(title), slides);
    }

    private static (List<string> Slides, string? Title) Split(string markdown)
    {
        List<string> slides = [];
        List<string> lines = [];
        CodeFence fence = new();
        string? title = null;
        foreach (string line in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            bool isCode = fence.Holds(line);
            if (!isCode && line == Separator)
            {
                slides.Add(Joined(lines));
                lines.Clear();
                continue;
            }

            lines.Add(line);
            title ??= isCode ? null : Heading(line);
        }

        slides.Add(Joined(lines));
        return (slides, title);
    }

    private static string Joined(List<string> lines)
    {
        int first = lines.FindIndex(line => !string.IsNullOrWhiteSpace(line));
        int last = lines.FindLastIndex(line => !string.IsNullOrWhiteSpace(line));
        return first < 0 ? string.Empty : string.Join('\n', lines[first..(last + 1)]);
    }

    /// <summary>The words of an ATX heading (CommonMark 0.31, section 4.2); null when the line is none, or has no words.</summary>
    private static string? Heading(string line)
    {
        string text = line.TrimStart(' ');
        int level = text.Length - text.TrimStart('#').Length;
        bool isHeading = line.Length - text.Length <= 3 && level is > 0 and <= HeadingLevels && (text.Length == level || text[level] is ' ' or '\t');
        string words = isHeading ? text[level..].Trim().TrimEnd('#').Trim() : string.Empty;
        return words.Length == 0 ? null : words;
    }

    private static string Shown(string? title)
    {
        string line = title is null ? Untitled : Printable.Name(title);
        return line.Length <= TitleCharsMax ? line : string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[TitleCharsMax - 1]) ? TitleCharsMax - 1 : TitleCharsMax), "…");
    }
}
