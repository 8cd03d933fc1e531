using System.Globalization;
using System.Text;
using Mesh.Node.Chat;

namespace Mesh.Node.Configuration;

/// <summary>Reads the values of settings that are given as text; what is wrong is told with the name by which the person gave it.</summary>
internal static class SettingValue
{
    /// <summary>The largest name of a node, room or network, in bytes of UTF-8 (docs/protocol.md, "Limits").</summary>
    public const int NameBytesMax = 64;

    private const int ShownCharactersMax = 80;

    public static int Port(string source, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is >= 1 and <= 65535
            ? port
            : throw new ComplaintException($"{source} '{Shown(text)}' is no port; use 1 to 65535, or leave it out to let the node choose.");

    public static bool Switch(string source, string text) => text.Trim().ToUpperInvariant() switch
    {
        "1" or "TRUE" or "YES" or "ON" => true,
        "0" or "FALSE" or "NO" or "OFF" => false,
        _ => throw new ComplaintException($"{source} '{Shown(text)}' is neither true nor false; use one of these."),
    };

    /// <summary>The parts between commas, without white space around them; empty parts are left out.</summary>
    public static IReadOnlyList<string> CommaList(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A name of a node, room or network.</summary>
    public static string Named(string source, string text)
    {
        if (text.Length == 0)
        {
            throw new ComplaintException($"{source} is empty; give it 1 to {NameBytesMax} bytes of text.");
        }

        int byteCount = Encoding.UTF8.GetByteCount(text);
        if (byteCount > NameBytesMax)
        {
            throw new ComplaintException(string.Create(CultureInfo.InvariantCulture, $"{source} '{Shown(text)}' has {byteCount} bytes; use at most {NameBytesMax}."));
        }

        if (text.Any(char.IsControl) || text.Trim().Length != text.Length)
        {
            throw new ComplaintException($"{source} '{Shown(text)}' has control characters or white space at its ends; leave them out.");
        }

        return text;
    }

    /// <summary>A value as it may be shown: printable, on one line, cut to a length that fits a line.</summary>
    public static string Shown(string text)
    {
        string line = Printable.Line(text);
        return line.Length <= ShownCharactersMax ? line : line[..ShownCharactersMax] + "…";
    }
}
