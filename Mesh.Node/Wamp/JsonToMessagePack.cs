using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;
using Mesh.Wire;

namespace Mesh.Node.Wamp;

/// <summary>
/// Turns a JSON document into MessagePack as it is read, without a tree between: integers stay integers, a number with a fraction or an exponent
/// becomes a double, and a string that begins with U+0000 is bytes in base64 (WAMP, "Binary support in JSON").
/// </summary>
internal static class JsonToMessagePack
{
    private const byte FixArray = 0x90;
    private const byte FixMap = 0x80;
    private const byte Array16 = 0xdc;
    private const byte Map16 = 0xde;
    private const int FixMax = 15;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = WampLimits.JsonDepthMax };

    /// <summary>Appends the document.</summary>
    /// <returns>False when it is not one JSON document; what was appended by then means nothing.</returns>
    public static bool TryConvert(ReadOnlySpan<byte> json, PatchableBuffer output)
    {
        Span<Container> open = stackalloc Container[WampLimits.JsonDepthMax];
        int depth = 0;
        Utf8JsonReader reader = new(json, Options);
        try
        {
            while (reader.Read())
            {
                JsonTokenType token = reader.TokenType;
                if (token is JsonTokenType.EndArray or JsonTokenType.EndObject)
                {
                    depth--;
                    WriteHeader(output, open[depth]);
                    continue;
                }

                if (depth > 0 && token != JsonTokenType.PropertyName)
                {
                    open[depth - 1].Count++;
                }

                if (token is JsonTokenType.StartArray or JsonTokenType.StartObject)
                {
                    open[depth++] = new Container { Position = output.Length, IsMap = token == JsonTokenType.StartObject };
                    output.GetSpan(1)[0] = 0;
                    output.Advance(1);
                }
                else if (!TryWriteScalar(ref reader, output))
                {
                    return false;
                }
            }

            return output.Length > 0;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            // Not JSON, or an escape that is half a surrogate pair.
            return false;
        }
    }

    private static void WriteHeader(PatchableBuffer output, Container container)
    {
        Span<byte> header = stackalloc byte[1 + sizeof(uint)];
        int length = 1;
        if (container.Count <= FixMax)
        {
            header[0] = (byte)((container.IsMap ? FixMap : FixArray) | container.Count);
        }
        else if (container.Count <= ushort.MaxValue)
        {
            header[0] = container.IsMap ? Map16 : Array16;
            BinaryPrimitives.WriteUInt16BigEndian(header[1..], (ushort)container.Count);
            length += sizeof(ushort);
        }
        else
        {
            header[0] = (byte)((container.IsMap ? Map16 : Array16) + 1);
            BinaryPrimitives.WriteUInt32BigEndian(header[1..], (uint)container.Count);
            length += sizeof(uint);
        }

        output.Replace(container.Position, header[..length]);
    }

    private static bool TryWriteScalar(ref Utf8JsonReader reader, PatchableBuffer output)
    {
        MessagePackWriter writer = new(output);
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                return TryWriteText(ref reader, writer, mayBeBytes: false);
            case JsonTokenType.String:
                return TryWriteText(ref reader, writer, mayBeBytes: true);
            case JsonTokenType.True or JsonTokenType.False:
                writer.WriteBoolean(reader.TokenType == JsonTokenType.True);
                return true;
            case JsonTokenType.Null:
                writer.WriteNil();
                return true;
            default:
                return TryWriteNumber(ref reader, writer);
        }
    }

    /// <summary>False for a number that no double holds.</summary>
    private static bool TryWriteNumber(ref Utf8JsonReader reader, MessagePackWriter writer)
    {
        bool isInteger = reader.ValueSpan.IndexOfAny(".eE"u8) < 0;
        if (isInteger && reader.TryGetInt64(out long number))
        {
            writer.WriteInt64(number);
        }
        else if (isInteger && reader.TryGetUInt64(out ulong large))
        {
            writer.WriteUInt64(large);
        }
        else if (reader.TryGetDouble(out double real) && double.IsFinite(real))
        {
            writer.WriteDouble(real);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static bool TryWriteText(ref Utf8JsonReader reader, MessagePackWriter writer, bool mayBeBytes)
    {
        ReadOnlySpan<byte> text = reader.ValueSpan;
        if (reader.ValueIsEscaped)
        {
            byte[] unescaped = new byte[text.Length];
            text = unescaped.AsSpan(0, reader.CopyString(unescaped));
        }

        if (mayBeBytes && text.Length > 0 && text[0] == 0)
        {
            byte[] bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length - 1)];
            if (Base64.DecodeFromUtf8(text[1..], bytes, out _, out int length) == System.Buffers.OperationStatus.Done)
            {
                writer.WriteBinary(bytes.AsSpan(0, length));
                return true;
            }
        }

        if (!Utf8.IsValid(text))
        {
            return false;
        }

        writer.WriteUtf8(text);
        return true;
    }

    private struct Container
    {
        public int Position;
        public int Count;
        public bool IsMap;
    }
}
