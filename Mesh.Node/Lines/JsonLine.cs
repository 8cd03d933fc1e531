using System.Globalization;
using System.Text;
using Mesh.Node.Chat;

namespace Mesh.Node.Lines;

/// <summary>
/// Builds one JSON object on one line. Text stays UTF-8; only what JSON demands and what could steer a terminal is escaped,
/// so that the value is exact and the bytes are harmless. A lone surrogate, which UTF-8 cannot hold, becomes U+FFFD.
/// </summary>
internal sealed class JsonLine
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private readonly StringBuilder _text = new("{");

    /// <summary>Begins an object that has no event name, for use inside another.</summary>
    public static JsonLine Object() => new();

    /// <summary>Begins the object of an event.</summary>
    public static JsonLine Event(string name) => new JsonLine().With("event", name);

    /// <summary>The object of an event whose fields are values of any kind, in their order.</summary>
    public static JsonLine Event(string name, IReadOnlyDictionary<string, object?> fields)
    {
        JsonLine line = Event(name);
        foreach ((string key, object? value) in fields)
        {
            line.WithAny(key, value);
        }

        return line;
    }

    /// <summary>A time in UTC with milliseconds, ISO 8601.</summary>
    public static string Time(DateTimeOffset value) => value.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public JsonLine With(string key, string? value)
    {
        Key(key);
        AppendText(value);
        return this;
    }

    public JsonLine With(string key, long value)
    {
        Key(key);
        _text.Append(value.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    public JsonLine With(string key, bool value)
    {
        Key(key);
        _text.Append(value ? "true" : "false");
        return this;
    }

    /// <summary>A time in UTC with milliseconds, ISO 8601.</summary>
    public JsonLine With(string key, DateTimeOffset value) => With(key, Time(value));

    /// <summary>A time span in milliseconds with up to three decimals, or null.</summary>
    public JsonLine With(string key, TimeSpan? value)
    {
        Key(key);
        _text.Append(value?.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture) ?? "null");
        return this;
    }

    public JsonLine With(string key, IEnumerable<string> values)
    {
        Key(key);
        _text.Append('[');
        string separator = string.Empty;
        foreach (string value in values)
        {
            _text.Append(separator);
            AppendText(value);
            separator = ",";
        }

        _text.Append(']');
        return this;
    }

    public JsonLine With(string key, IEnumerable<JsonLine> values)
    {
        Key(key);
        _text.Append('[').AppendJoin(',', values).Append(']');
        return this;
    }

    /// <summary>An object inside this one.</summary>
    public JsonLine With(string key, JsonLine value)
    {
        Key(key);
        _text.Append(value);
        return this;
    }

    /// <summary>An object that is written already, in UTF-8.</summary>
    public JsonLine WithWhole(string key, ReadOnlyMemory<byte> written)
    {
        Key(key);
        _text.Append(Encoding.UTF8.GetString(written.Span));
        return this;
    }

    /// <summary>A list of objects that are written already, in UTF-8.</summary>
    public JsonLine WithWhole(string key, IEnumerable<ReadOnlyMemory<byte>> objects)
    {
        Key(key);
        _text.Append('[').AppendJoin(',', objects.Select(written => Encoding.UTF8.GetString(written.Span))).Append(']');
        return this;
    }

    /// <summary>
    /// Any value that a topic or procedure carries: null, truth, number, text, bytes, lists and maps of these. Bytes are a text that begins with the
    /// character U+0000, and their base64 (WAMP, "Conversion of binary data to JSON strings"); numbers that JSON has no form for are null.
    /// </summary>
    public JsonLine WithAny(string key, object? value)
    {
        Key(key);
        AppendAny(value);
        return this;
    }

    /// <summary>The whole object.</summary>
    public override string ToString() => _text.ToString() + "}";

    private void Key(string key)
    {
        if (_text.Length > 1)
        {
            _text.Append(',');
        }

        AppendText(key);
        _text.Append(':');
    }

    private void AppendAny(object? value)
    {
        switch (value)
        {
            case null or string:
                AppendText((string?)value);
                break;
            case bool truth:
                _text.Append(truth ? "true" : "false");
                break;
            case double number:
                _text.Append(double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "null");
                break;
            case long or ulong or int:
                _text.Append(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                AppendText("\0" + Convert.ToBase64String(bytes));
                break;
            case IReadOnlyDictionary<string, object?> map:
                JsonLine inner = new();
                foreach ((string key, object? item) in map)
                {
                    inner.WithAny(key, item);
                }

                _text.Append(inner);
                break;
            case IEnumerable<object?> list:
                AppendList(list);
                break;
            default:
                throw new ArgumentException($"A value of type {value.GetType().Name} has no form in JSON.", nameof(value));
        }
    }

    private void AppendList(IEnumerable<object?> list)
    {
        _text.Append('[');
        string separator = string.Empty;
        foreach (object? item in list)
        {
            _text.Append(separator);
            AppendAny(item);
            separator = ",";
        }

        _text.Append(']');
    }

    private void AppendText(string? value)
    {
        if (value is null)
        {
            _text.Append("null");
            return;
        }

        _text.Append('"');
        int plainStart = 0;
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                i++;
            }
            else if (c is '"' or '\\' || char.IsSurrogate(c) || Printable.IsSteering(c))
            {
                _text.Append(value, plainStart, i - plainStart);
                AppendEscaped(c);
                plainStart = i + 1;
            }
        }

        _text.Append(value, plainStart, value.Length - plainStart).Append('"');
    }

    private void AppendEscaped(char c)
    {
        switch (c)
        {
            case '"' or '\\':
                _text.Append('\\').Append(c);
                break;
            case '\n':
                _text.Append("\\n");
                break;
            case '\r':
                _text.Append("\\r");
                break;
            case '\t':
                _text.Append("\\t");
                break;
            case var _ when char.IsSurrogate(c):
                _text.Append('\uFFFD');
                break;
            default:
                _text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                break;
        }
    }
}
