namespace Mesh.Simulator.Formats;

/// <summary>A file is not what it should be. The message is one line that names the place, what was found and what was expected.</summary>
internal sealed class FormatFault : Exception
{
    private const int ShownMax = 60;
    private const int LettersMax = 1000;

    private FormatFault(string message)
        : base(OneLine(message))
    {
    }

    /// <summary>A fault in a text.</summary>
    /// <param name="file">The file as the user named it.</param>
    /// <param name="line">Counted from 1.</param>
    /// <param name="column">Counted from 1.</param>
    /// <param name="found">What stands there; empty for nothing.</param>
    /// <param name="expected">What should stand there.</param>
    public static FormatFault At(string file, int line, int column, ReadOnlySpan<char> found, string expected) =>
        new(FormattableString.Invariant($"{file}:{line}:{column}: expected {expected}, found {Shown(found)}."));

    /// <summary>A fault in a binary file.</summary>
    public static FormatFault AtByte(string file, long offset, string found, string expected) =>
        new(FormattableString.Invariant($"{file}: byte {offset}: expected {expected}, found {found}."));

    /// <summary>A fault of the file as a whole: it is not there, it cannot be told, it is too long.</summary>
    public static FormatFault Of(string file, string complaint) => new($"{file}: {complaint}");

    private static string Shown(ReadOnlySpan<char> found)
    {
        if (found.IsEmpty)
        {
            return "nothing";
        }

        return found.Length > ShownMax ? $"'{found[..ShownMax]}...'" : $"'{found}'";
    }

    /// <summary>What a file holds may not reach a terminal as more than text.</summary>
    private static string OneLine(string message) => string.Create(Math.Min(message.Length, LettersMax), message, static (text, from) =>
    {
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = char.IsControl(from[i]) || char.IsSurrogate(from[i]) || from[i] is '\u2028' or '\u2029' ? '?' : from[i];
        }
    });
}
