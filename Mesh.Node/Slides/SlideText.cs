using System.Text;
using System.Text.RegularExpressions;
using Mesh.Node.Chat;

namespace Mesh.Node.Slides;

/// <summary>
/// A slide as text for a terminal: headings in capitals, bullets as such, code indented, without Markdown's other signs.
/// Pure; the result steers no terminal, and the work grows with the text's length only, whatever a peer wrote.
/// </summary>
internal static class SlideText
{
    private const string CodeIndent = "    ";
    private const string Blank = "(a slide without text)";
    private const string CommentStart = "<!--";
    private const string CommentEnd = "-->";

    private static readonly Regex Heading = Linear(@"^ {0,3}#{1,6}[ \t]+(?<text>.*?)[ \t#]*$");
    private static readonly Regex Bullet = Linear(@"^(?<indent> *)[-*+] +");
    private static readonly Regex Image = Linear(@"!\[(?<text>[^\]]*)\]\([^)]*\)");
    private static readonly Regex Link = Linear(@"\[(?<text>[^\]]+)\]\((?<target>[^)\s]+)[^)]*\)");
    private static readonly Regex Strong = Linear(@"\*\*(?<text>[^*]+)\*\*");
    private static readonly Regex Emphasis = Linear(@"\*(?<text>[^*\s][^*]*)\*");
    private static readonly Regex Code = Linear(@"`(?<text>[^`]+)`");

    /// <summary>The text, of any number of lines ended by '\n'; never empty.</summary>
    public static string Of(string markdown)
    {
        StringBuilder text = new();
        CodeFence fence = new();
        foreach (string line in WithoutComments(Printable.Block(markdown)).Split('\n'))
        {
            bool wasOpen = fence.IsOpen;
            bool isCode = fence.Holds(line);
            if (!isCode)
            {
                text.Append(Plain(line)).Append('\n');
            }
            else if (wasOpen && fence.IsOpen)
            {
                text.Append(CodeIndent).Append(line).Append('\n');
            }
        }

        string shown = text.ToString().Trim('\n');
        return string.IsNullOrWhiteSpace(shown) ? Blank : shown;
    }

    private static string WithoutComments(string markdown)
    {
        StringBuilder text = new();
        int start = 0;
        for (int comment = markdown.IndexOf(CommentStart, StringComparison.Ordinal); comment >= 0;)
        {
            int end = markdown.IndexOf(CommentEnd, comment + CommentStart.Length, StringComparison.Ordinal);
            if (end < 0)
            {
                break;
            }

            text.Append(markdown, start, comment - start);
            start = end + CommentEnd.Length;
            comment = markdown.IndexOf(CommentStart, start, StringComparison.Ordinal);
        }

        return text.Append(markdown, start, markdown.Length - start).ToString();
    }

    private static string Plain(string line)
    {
        Match heading = Heading.Match(line);
        return heading.Success ? Inline(heading.Groups["text"].Value).ToUpperInvariant() : Inline(Bullet.Replace(line, "${indent}• "));
    }

    private static string Inline(string line)
    {
        string text = Image.Replace(line, "[picture: ${text}]");
        text = Link.Replace(text, "${text} (${target})");
        text = Strong.Replace(text, "${text}");
        text = Emphasis.Replace(text, "${text}");
        return Code.Replace(text, "${text}");
    }

    private static Regex Linear(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
