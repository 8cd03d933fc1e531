using System.Buffers;
using System.Collections;

namespace Mesh.Wire;

/// <summary>MessagePack from and to values of .NET. Encoding refuses what it does not know; decoding is for bytes that <see cref="IsWhole"/> accepted.</summary>
internal static class MessagePackValue
{
    /// <summary>Whether the bytes are one value of that type and nothing else, every map in it keyed by strings.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes, MessagePackType type)
    {
        MessagePackReader reader = new(bytes);
        return reader.TryPeekType(out MessagePackType found) && found == type && IsValue(ref reader, MessagePackReader.DepthMax) && reader.IsEnd;
    }

    /// <summary>Encodes a value.</summary>
    /// <exception cref="ArgumentException">It holds something of a type that MessagePack has no form for, or lies deeper than 32.</exception>
    public static byte[] Encode(object? value)
    {
        ArrayBufferWriter<byte> output = new();
        Write(new MessagePackWriter(output), value, MessagePackReader.DepthMax);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Decodes one value; extensions other than timestamps become their bytes.</summary>
    public static object? Decode(ReadOnlySpan<byte> bytes)
    {
        MessagePackReader reader = new(bytes);
        return Read(ref reader);
    }

    private static bool IsValue(ref MessagePackReader reader, int depth)
    {
        if (!reader.TryPeekType(out MessagePackType type))
        {
            return false;
        }

        if (type is not (MessagePackType.Array or MessagePackType.Map))
        {
            return reader.TrySkip();
        }

        if (depth == 0)
        {
            return false;
        }

        int count;
        bool isMap = type == MessagePackType.Map;
        bool isOpen = isMap ? reader.TryReadMapHeader(out count) : reader.TryReadArrayHeader(out count);
        for (int i = 0; isOpen && i < count; i++)
        {
            isOpen = (!isMap || reader.TryReadUtf8(out _)) && IsValue(ref reader, depth - 1);
        }

        return isOpen;
    }

    private static void Write(MessagePackWriter writer, object? value, int depth)
    {
        switch (value)
        {
            case null:
                writer.WriteNil();
                break;
            case bool truth:
                writer.WriteBoolean(truth);
                break;
            case string text:
                writer.WriteString(text);
                break;
            case ulong number:
                writer.WriteUInt64(number);
                break;
            case sbyte or byte or short or ushort or int or uint or long:
                writer.WriteInt64(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case float number:
                writer.WriteSingle(number);
                break;
            case double number:
                writer.WriteDouble(number);
                break;
            case byte[] bytes:
                writer.WriteBinary(bytes);
                break;
            case ReadOnlyMemory<byte> bytes:
                writer.WriteBinary(bytes.Span);
                break;
            case IEnumerable many when depth > 0:
                WriteMany(writer, many, depth - 1);
                break;
            default:
                throw new ArgumentException(depth == 0
                    ? $"The values lie deeper than {MessagePackReader.DepthMax} lists and maps; flatten them."
                    : $"A value of type {value.GetType().Name} cannot be sent; use null, bool, a number, string, byte[], or lists and string-keyed dictionaries of these.");
        }
    }

    private static void WriteMany(MessagePackWriter writer, IEnumerable many, int depth)
    {
        if (many is IReadOnlyDictionary<string, object?> map)
        {
            writer.WriteMapHeader(map.Count);
            foreach ((string key, object? value) in map)
            {
                writer.WriteString(key);
                Write(writer, value, depth);
            }

            return;
        }

        if (many is IDictionary pairs && pairs.Keys.Cast<object>().All(key => key is string))
        {
            writer.WriteMapHeader(pairs.Count);
            foreach (DictionaryEntry pair in pairs)
            {
                writer.WriteString((string)pair.Key);
                Write(writer, pair.Value, depth);
            }

            return;
        }

        object?[] values = [.. many.Cast<object?>()];
        writer.WriteArrayHeader(values.Length);
        foreach (object? value in values)
        {
            Write(writer, value, depth);
        }
    }

    private static object? Read(ref MessagePackReader reader)
    {
        reader.TryPeekType(out MessagePackType type);
        switch (type)
        {
            case MessagePackType.Boolean:
                reader.TryReadBoolean(out bool truth);
                return truth;
            case MessagePackType.Integer:
                return reader.TryReadInt64(out long number) ? number : reader.TryReadUInt64(out ulong large) ? large : null;
            case MessagePackType.Float:
                return reader.TryReadDouble(out double real) ? real : reader.TryReadSingle(out float single) ? (double)single : null;
            case MessagePackType.String:
                return reader.TryReadString(out string text) ? text : string.Empty;
            case MessagePackType.Binary:
                reader.TryReadBinary(out ReadOnlySpan<byte> bytes);
                return bytes.ToArray();
            case MessagePackType.Array:
                return ReadArray(ref reader);
            case MessagePackType.Map:
                return ReadMap(ref reader);
            case MessagePackType.Extension:
                return reader.TryReadExtension(out _, out ReadOnlySpan<byte> extension) ? extension.ToArray() : null;
            default:
                reader.TrySkip();
                return null;
        }
    }

    private static object?[] ReadArray(ref MessagePackReader reader)
    {
        reader.TryReadArrayHeader(out int count);
        object?[] values = new object?[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Read(ref reader);
        }

        return values;
    }

    private static Dictionary<string, object?> ReadMap(ref MessagePackReader reader)
    {
        reader.TryReadMapHeader(out int count);
        Dictionary<string, object?> values = [];
        for (int i = 0; i < count; i++)
        {
            reader.TryReadString(out string key);
            values[key] = Read(ref reader);
        }

        return values;
    }
}
