using System.Buffers;
using System.Text.Json;
using Mesh.Wire;

namespace Mesh.Node.Api;

/// <summary>Values between JSON and MessagePack, as WAMP converts them: bytes are a text that begins with U+0000, and their base64.</summary>
internal static class JsonValue
{
    private const string ArgumentsWanted = "\"args\" must be a list and \"kwargs\" an object, at most 32 deep and 64,000 bytes together.";

    /// <summary>A text. One with half of a surrogate pair, which UTF-8 cannot hold, is refused.</summary>
    /// <exception cref="ApiException">The text is broken.</exception>
    public static string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException fault)
        {
            throw new ApiException(ApiCode.BadRequest, "A text holds half of a surrogate pair, which stands for no character; leave it out.", fault);
        }
    }

    /// <summary>Refuses names that no UTF-8 can hold, at any depth: looking for a member would stumble over them.</summary>
    /// <exception cref="ApiException">A name is broken.</exception>
    public static void CheckNames(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in value.EnumerateArray())
            {
                CheckNames(item);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in value.EnumerateObject())
            {
                CheckName(member);
                CheckNames(member.Value);
            }
        }
    }

    private static void CheckName(JsonProperty member)
    {
        try
        {
            _ = member.Name;
        }
        catch (InvalidOperationException fault)
        {
            throw new ApiException(ApiCode.BadRequest, "A name holds half of a surrogate pair, which stands for no character; leave it out.", fault);
        }
    }

    /// <summary>A member as a value that a line can repeat; null when it is missing.</summary>
    public static object? Of(JsonElement root, string key) => root.TryGetProperty(key, out JsonElement value) ? Plain(value) : null;

    /// <summary>Arguments of a topic or procedure.</summary>
    /// <exception cref="ApiException">They are too deep, too large or of the wrong shape.</exception>
    public static MeshArguments Arguments(JsonElement? positional, JsonElement? named)
    {
        if (positional is { ValueKind: not JsonValueKind.Array } || named is { ValueKind: not JsonValueKind.Object })
        {
            throw new ApiException(ApiCode.BadRequest, ArgumentsWanted);
        }

        return MeshArguments.TryTake(Encoded(positional), Encoded(named), out MeshArguments arguments)
            ? arguments
            : throw new ApiException(ApiCode.TooLong, ArgumentsWanted);
    }

    private static ReadOnlyMemory<byte> Encoded(JsonElement? value)
    {
        if (value is null)
        {
            return default;
        }

        ArrayBufferWriter<byte> output = new();
        Write(output, value.Value);
        return output.WrittenMemory;
    }

    private static void Write(ArrayBufferWriter<byte> output, JsonElement value)
    {
        MessagePackWriter writer = new(output);
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                writer.WriteArrayHeader(value.GetArrayLength());
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Write(output, item);
                }

                break;
            case JsonValueKind.Object:
                WriteMap(output, value);
                break;
            case JsonValueKind.String:
                WriteText(writer, Text(value));
                break;
            case JsonValueKind.Number:
                WriteNumber(writer, value);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.WriteBoolean(value.GetBoolean());
                break;
            default:
                writer.WriteNil();
                break;
        }
    }

    /// <summary>A name that comes twice counts once, with its last value.</summary>
    private static void WriteMap(ArrayBufferWriter<byte> output, JsonElement value)
    {
        OrderedDictionary<string, JsonElement> members = [];
        foreach (JsonProperty member in value.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        new MessagePackWriter(output).WriteMapHeader(members.Count);
        foreach ((string name, JsonElement item) in members)
        {
            new MessagePackWriter(output).WriteString(name);
            Write(output, item);
        }
    }

    private static void WriteText(MessagePackWriter writer, string text)
    {
        byte[] bytes = new byte[text.Length];
        if (text.StartsWith('\0') && Convert.TryFromBase64String(text[1..], bytes, out int count))
        {
            writer.WriteBinary(bytes.AsSpan(0, count));
        }
        else
        {
            writer.WriteString(text);
        }
    }

    private static void WriteNumber(MessagePackWriter writer, JsonElement value)
    {
        if (value.TryGetInt64(out long whole))
        {
            writer.WriteInt64(whole);
        }
        else if (value.TryGetUInt64(out ulong large))
        {
            writer.WriteUInt64(large);
        }
        else
        {
            writer.WriteDouble(value.GetDouble());
        }
    }

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Text(value),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.TryGetInt64(out long whole) ? whole : value.TryGetUInt64(out ulong large) ? large : value.GetDouble(),
        JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToArray(),
        JsonValueKind.Object => PlainMap(value),
        _ => null,
    };

    private static Dictionary<string, object?> PlainMap(JsonElement value)
    {
        Dictionary<string, object?> map = [];
        foreach (JsonProperty member in value.EnumerateObject())
        {
            map[member.Name] = Plain(member.Value);
        }

        return map;
    }
}
