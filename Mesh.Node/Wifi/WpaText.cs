using System.Globalization;
using System.Text;

namespace Mesh.Node.Wifi;

/// <summary>
/// The two ways in which wpa_supplicant writes values: one "key=value" a line, and "key=value" between spaces, quoted where a value may hold spaces.
/// Bytes of names that are not printable are written as C escapes. Pure.
/// </summary>
internal static class WpaText
{
    /// <summary>The value of a key among lines; null when there is no such line.</summary>
    public static string? Line(string lines, string key)
    {
        foreach (string line in lines.Split('\n'))
        {
            if (line.StartsWith(key, StringComparison.Ordinal) && line.Length > key.Length && line[key.Length] == '=')
            {
                return line[(key.Length + 1)..];
            }
        }

        return null;
    }

    /// <summary>The value of a key among words, without its quotes; null when there is none.</summary>
    public static string? Word(string words, string key)
    {
        string sought = $" {key}=";
        int at = (" " + words).IndexOf(sought, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        string rest = words[(at + sought.Length - 1)..];
        if (rest is not ['"' or '\'', ..])
        {
            return rest.Split(' ')[0];
        }

        // A name may hold the quote itself: the closing one has a space or the end behind it, and no backslash before it.
        for (int close = 1; close < rest.Length; close++)
        {
            bool isEscaped = rest[0] == '"' && rest[close] == '\\';
            if (!isEscaped && rest[close] == rest[0] && (close + 1 == rest.Length || rest[close + 1] == ' '))
            {
                return rest[1..close];
            }

            close += isEscaped ? 1 : 0;
        }

        return rest[1..];
    }

    /// <summary>A name with its C escapes resolved; bytes that are no UTF-8 show as U+FFFD.</summary>
    public static string Unescape(string text)
    {
        List<byte> bytes = [];
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 >= text.Length)
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text[i].ToString()));
                continue;
            }

            i++;
            if (text[i] == 'x' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
            {
                bytes.Add(value);
                i += 2;
            }
            else
            {
                bytes.Add((byte)(text[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'e' => '\e', var other => other }));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>Bytes as hexadecimal digits, which every wpa_supplicant takes for an SSID without a quarrel over quotes.</summary>
    public static string Hex(string text) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));
}
