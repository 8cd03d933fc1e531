using System.Text;

namespace Mesh.Transports.WebSockets;

/// <summary>
/// The head of an HTTP/1.1 request (RFC 9112), read strictly: CRLF line ends only, no folded lines, no white space before a colon.
/// </summary>
internal sealed class RequestHead
{
    /// <summary>Most bytes of a head, with its empty line.</summary>
    public const int HeadBytesMax = 8192;

    private const int FieldsMax = 64;

    private readonly List<(string Name, string Value)> _fields = [];

    private RequestHead(string method, string target, string version)
    {
        Method = method;
        Target = target;
        Version = version;
    }

    /// <summary>The method, such as "GET".</summary>
    public string Method { get; }

    /// <summary>The target, such as "/mesh".</summary>
    public string Target { get; }

    /// <summary>The version, such as "HTTP/1.1".</summary>
    public string Version { get; }

    private static ReadOnlySpan<byte> EndOfHead => "\r\n\r\n"u8;

    /// <summary>How many bytes the head at the start of <paramref name="bytes"/> takes, its empty line included; -1 while that has not arrived.</summary>
    public static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf(EndOfHead);
        return end < 0 ? -1 : end + EndOfHead.Length;
    }

    /// <summary>Reads a whole head.</summary>
    /// <param name="bytes">From the request line to the empty line.</param>
    /// <returns>Null when the bytes are no HTTP/1 request.</returns>
    public static RequestHead? Parse(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.EndsWith(EndOfHead) || bytes.ContainsAnyExceptInRange((byte)9, (byte)126))
        {
            return null;
        }

        string[] lines = Encoding.ASCII.GetString(bytes[..^EndOfHead.Length]).Split("\r\n");
        string[] request = lines[0].Split(' ');
        if (request.Length != 3 || !IsToken(request[0]) || request[1].Length == 0 || request[2] is not ("HTTP/1.1" or "HTTP/1.0") || lines.Length - 1 > FieldsMax)
        {
            return null;
        }

        RequestHead head = new(request[0], request[1], request[2]);
        foreach (string line in lines.AsSpan(1))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || !IsToken(line.AsSpan(0, colon)) || line.AsSpan(colon + 1).IndexOfAnyInRange('\n', '\u001f') >= 0)
            {
                return null;
            }

            head._fields.Add((line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }

        return head;
    }

    /// <summary>The value of a field that may stand only once.</summary>
    /// <returns>False when it is missing or stands twice.</returns>
    public bool TrySingle(string name, out string value)
    {
        value = "";
        int count = 0;
        foreach ((string found, string text) in _fields)
        {
            if (string.Equals(found, name, StringComparison.OrdinalIgnoreCase))
            {
                value = text;
                count++;
            }
        }

        return count == 1;
    }

    /// <summary>Whether the field stands at all.</summary>
    public bool Has(string name) => _fields.Any(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a field that is a list of tokens, in one line or several, has <paramref name="token"/>.</summary>
    public bool Lists(string name, string token, StringComparison comparison) => _fields
        .Where(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase))
        .SelectMany(field => field.Value.Split(','))
        .Any(part => string.Equals(part.Trim(' ', '\t'), token, comparison));

    private static bool IsToken(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !"!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return text.Length > 0;
    }
}
