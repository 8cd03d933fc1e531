using Mesh.Node.Chat;

namespace Mesh.Node.Processes;

/// <summary>Words of commands that people are told to type.</summary>
internal static class ShellWord
{
    private const string PlainMarks = "-_./:@%+=";

    /// <summary>A text as one word of a command, such that a POSIX shell hands over just this text and does nothing else with it.</summary>
    /// <param name="text">The text, from anywhere; what steers a terminal is left out, a line break is a mark.</param>
    /// <returns>The text as it is where it has only letters and digits of ASCII and the marks <c>-_./:@%+=</c>; else in single quotes.</returns>
    public static string Of(string text)
    {
        string shown = Printable.Line(text);
        return shown.Length > 0 && shown.All(IsPlain) ? shown : $"'{shown.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || PlainMarks.Contains(character, StringComparison.Ordinal);
}
