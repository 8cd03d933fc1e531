using System.Text;

namespace Mesh.Node.Chat;

/// <summary>
/// Makes text from a peer harmless to a terminal: what could move the cursor, recolour, reorder or fake lines is gone
/// (C0 and C1 controls, DEL, bidirectional controls, annotation marks); lone surrogates show as U+FFFD.
/// </summary>
internal static class Printable
{
    /// <summary>Stands for a line break where text is shown on one line.</summary>
    public const char LineMark = '⏎';

    private const string NoName = "?";

    /// <summary>The text on one line: each line break is one <see cref="LineMark"/>, each tab a space.</summary>
    public static string Line(string text) => Clean(text, LineMark);

    /// <summary>The text with its line breaks, each one '\n', whatever it was before.</summary>
    public static string Block(string text) => Clean(text, '\n');

    /// <summary>A name on one line without white space at its ends; "?" when nothing of it can be shown.</summary>
    public static string Name(string name)
    {
        string line = Clean(name, ' ').Trim();
        return line.Length == 0 ? NoName : line;
    }

    /// <summary>Why nobody is near, as one sentence that names its interface once.</summary>
    public static string Reason(AloneReason reason) => Reason(reason.Interface, reason.Sentence);

    /// <summary>The same from its parts; an empty interface is none.</summary>
    public static string Reason(string? on, string sentence)
    {
        string line = Line(sentence);
        return string.IsNullOrEmpty(on) || line.Contains(on, StringComparison.Ordinal) ? line : $"{Name(on)}: {line}";
    }

    /// <summary>Whether the character steers a display instead of being shown: controls, bidirectional controls, line separators, annotation marks.</summary>
    public static bool IsSteering(char c) =>
        char.IsControl(c)
        || c is '\u061C' or '\u200E' or '\u200F' or '\u2028' or '\u2029' or '\uFEFF'
        || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or (>= '\uFFF9' and <= '\uFFFB');

    private static string Clean(string text, char lineBreak)
    {
        if (IsPlain(text))
        {
            return text;
        }

        StringBuilder clean = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is '\n' or '\r' or '\u2028' or '\u2029')
            {
                clean.Append(lineBreak);
                i += c == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
            }
            else if (c == '\t')
            {
                clean.Append(' ');
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean.Append(c).Append(text[++i]);
            }
            else if (char.IsSurrogate(c))
            {
                clean.Append('\uFFFD');
            }
            else if (!IsSteering(c))
            {
                clean.Append(c);
            }
        }

        return clean.ToString();
    }

    private static bool IsPlain(string text)
    {
        foreach (char c in text)
        {
            if (IsSteering(c) || char.IsSurrogate(c))
            {
                return false;
            }
        }

        return true;
    }
}
