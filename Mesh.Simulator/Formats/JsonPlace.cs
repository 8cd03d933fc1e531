using System.Text;
using System.Text.Json;

namespace Mesh.Simulator.Formats;

/// <summary>Tells faults in a JSON file by line and column, and reads its values with bounds. The file is streamed, never held as a tree.</summary>
internal sealed class JsonPlace(string file, byte[] bytes)
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 64 };

    /// <summary>Runs a reader over the file and turns the platform's complaint into ours.</summary>
    public T Read<T>(Func<JsonPlace, T> read)
    {
        try
        {
            return read(this);
        }
        catch (JsonException fault)
        {
            throw FormatFault.At(file, (int)(fault.LineNumber ?? 0) + 1, (int)(fault.BytePositionInLine ?? 0) + 1, "", "JSON; " + Reason(fault));
        }
        catch (InvalidOperationException)
        {
            // Strings are turned into text late; one with a broken escape or bytes that are no UTF-8 shows only then.
            throw FormatFault.Of(file, "holds a string that is no UTF-8 text.");
        }
    }

    /// <summary>A reader at the file's start, which is an object.</summary>
    public Utf8JsonReader Open(string expected)
    {
        Utf8JsonReader reader = new(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes, Options);
        Expect(ref reader, JsonTokenType.StartObject, expected);
        return reader;
    }

    /// <summary>Reads the next token, which must be of a kind.</summary>
    public void Expect(ref Utf8JsonReader reader, JsonTokenType kind, string expected)
    {
        if (!reader.Read() || reader.TokenType != kind)
        {
            throw Fault(ref reader, expected);
        }
    }

    /// <summary>Goes to the next key of the present object and answers it; null at the object's end.</summary>
    public string? NextKey(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;
    }

    /// <summary>Goes to the next object of the present array; false at the array's end.</summary>
    public bool NextObject(ref Utf8JsonReader reader, string expected)
    {
        _ = reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => true,
            JsonTokenType.EndArray => false,
            _ => throw Fault(ref reader, expected),
        };
    }

    /// <summary>Reads a node's name: a string or a whole number.</summary>
    public string NextName(ref Utf8JsonReader reader, string expected)
    {
        _ = reader.Read();
        string? name = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number when reader.TryGetInt64(out long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => null,
        };
        return name is { Length: > 0 and <= FormatLimits.NameCharsMax } ? name : throw Fault(ref reader, expected);
    }

    /// <summary>Reads a number in bounds; null where the file says null.</summary>
    public double? NextNumber(ref Utf8JsonReader reader, string expected, double min, double max)
    {
        _ = reader.Read();
        return reader.TokenType == JsonTokenType.Null
            ? null
            : reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double value) && value >= min && value <= max ? value : throw Fault(ref reader, expected);
    }

    /// <summary>Reads a time in seconds; microseconds.</summary>
    public long NextTime(ref Utf8JsonReader reader, string expected)
    {
        _ = reader.Read();
        return reader.TokenType == JsonTokenType.Number && FileTime.TryParse(Encoding.UTF8.GetString(reader.ValueSpan), 1_000_000, out long time) ? time : throw Fault(ref reader, expected);
    }

    /// <summary>Reads a whole number in bounds.</summary>
    public int NextWhole(ref Utf8JsonReader reader, string expected, int min, int max)
    {
        _ = reader.Read();
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int value) && value >= min && value <= max ? value : throw Fault(ref reader, expected);
    }

    /// <summary>Reads past the value of the present key.</summary>
    public void Skip(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        reader.Skip();
    }

    /// <summary>What is wrong with the present token.</summary>
    public FormatFault Fault(ref Utf8JsonReader reader, string expected)
    {
        int at = (int)Math.Min(reader.TokenStartIndex, bytes.Length);
        int line = 1 + bytes.AsSpan(0, at).Count((byte)'\n');
        int column = at - (bytes.AsSpan(0, at).LastIndexOf((byte)'\n') + 1) + 1;
        return FormatFault.At(file, line, column, reader.TokenType == JsonTokenType.None ? "" : Encoding.UTF8.GetString(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, 200)]), expected);
    }

    /// <summary>What is wrong with the file as a whole: it holds too much.</summary>
    public FormatFault Excess(string expected) => FormatFault.Of(file, "holds too much; expected " + expected + ".");

    private static string Reason(JsonException fault)
    {
        int end = fault.Message.IndexOf(" LineNumber", StringComparison.Ordinal);
        return (end > 0 ? fault.Message[..end] : fault.Message).TrimEnd('.');
    }
}
