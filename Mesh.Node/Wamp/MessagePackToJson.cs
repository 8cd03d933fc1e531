using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mesh.Wire;

namespace Mesh.Node.Wamp;

/// <summary>
/// Turns MessagePack into JSON as it is read. Bytes become U+0000 and base64, timestamps ISO 8601, what is neither finite nor known to JSON becomes null
/// or bytes; a double keeps its decimal point, so that it comes back as a double.
/// </summary>
internal static class MessagePackToJson
{
    private const int DepthMax = MessagePackReader.DepthMax + 2;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The JSON of one value that was checked before.</summary>
    public static ReadOnlyMemory<byte> Convert(ReadOnlySpan<byte> message)
    {
        ArrayBufferWriter<byte> output = new(message.Length + (message.Length / 4) + 32);
        using Utf8JsonWriter writer = new(output, Options);
        MessagePackReader reader = new(message);
        if (!TryWrite(ref reader, writer, DepthMax))
        {
            throw new MeshInvariantException("A message that was checked is no MessagePack.");
        }

        writer.Flush();
        return output.WrittenMemory;
    }

    private static bool TryWrite(ref MessagePackReader reader, Utf8JsonWriter writer, int depth)
    {
        if (depth == 0 || !reader.TryPeekType(out MessagePackType type))
        {
            return false;
        }

        switch (type)
        {
            case MessagePackType.Array:
                return TryWriteArray(ref reader, writer, depth);
            case MessagePackType.Map:
                return TryWriteMap(ref reader, writer, depth);
            case MessagePackType.String when reader.TryReadUtf8(out ReadOnlySpan<byte> text):
                writer.WriteStringValue(text);
                return true;
            case MessagePackType.Integer:
                return TryWriteInteger(ref reader, writer);
            case MessagePackType.Boolean when reader.TryReadBoolean(out bool truth):
                writer.WriteBooleanValue(truth);
                return true;
            case MessagePackType.Float when reader.TryReadDouble(out double number):
                WriteDouble(writer, number);
                return true;
            case MessagePackType.Binary when reader.TryReadBinary(out ReadOnlySpan<byte> bytes):
                WriteBytes(writer, bytes);
                return true;
            case MessagePackType.Extension:
                return TryWriteExtension(ref reader, writer);
            default:
                writer.WriteNullValue();
                return reader.TryReadNil();
        }
    }

    private static bool TryWriteArray(ref MessagePackReader reader, Utf8JsonWriter writer, int depth)
    {
        bool ok = reader.TryReadArrayHeader(out int count);
        writer.WriteStartArray();
        for (int i = 0; ok && i < count; i++)
        {
            ok = TryWrite(ref reader, writer, depth - 1);
        }

        writer.WriteEndArray();
        return ok;
    }

    private static bool TryWriteMap(ref MessagePackReader reader, Utf8JsonWriter writer, int depth)
    {
        bool ok = reader.TryReadMapHeader(out int count);
        writer.WriteStartObject();
        for (int i = 0; ok && i < count; i++)
        {
            ok = reader.TryReadUtf8(out ReadOnlySpan<byte> key);
            if (ok)
            {
                writer.WritePropertyName(key);
                ok = TryWrite(ref reader, writer, depth - 1);
            }
        }

        writer.WriteEndObject();
        return ok;
    }

    private static bool TryWriteInteger(ref MessagePackReader reader, Utf8JsonWriter writer)
    {
        if (reader.TryReadInt64(out long number))
        {
            writer.WriteNumberValue(number);
            return true;
        }

        bool ok = reader.TryReadUInt64(out ulong large);
        writer.WriteNumberValue(large);
        return ok;
    }

    private static void WriteDouble(Utf8JsonWriter writer, double number)
    {
        Span<byte> text = stackalloc byte[40];
        if (!double.IsFinite(number) || !number.TryFormat(text, out int length, "R", CultureInfo.InvariantCulture))
        {
            writer.WriteNullValue();
            return;
        }

        if (text[..length].IndexOfAny(".eE"u8) < 0)
        {
            text[length++] = (byte)'.';
            text[length++] = (byte)'0';
        }

        writer.WriteRawValue(text[..length], skipInputValidation: true);
    }

    private static void WriteBytes(Utf8JsonWriter writer, ReadOnlySpan<byte> bytes)
    {
        byte[] text = new byte[1 + Base64.GetMaxEncodedToUtf8Length(bytes.Length)];
        Base64.EncodeToUtf8(bytes, text.AsSpan(1), out _, out int length);
        writer.WriteStringValue(text.AsSpan(0, 1 + length));
    }

    private static bool TryWriteExtension(ref MessagePackReader reader, Utf8JsonWriter writer)
    {
        MessagePackReader copy = reader;
        if (copy.TryReadTimestamp(out MessagePackTimestamp timestamp) && TryWriteTime(writer, timestamp))
        {
            reader = copy;
            return true;
        }

        bool ok = reader.TryReadExtension(out _, out ReadOnlySpan<byte> bytes);
        WriteBytes(writer, bytes);
        return ok;
    }

    /// <summary>False for a time that the calendar does not hold.</summary>
    private static bool TryWriteTime(Utf8JsonWriter writer, MessagePackTimestamp timestamp)
    {
        if (timestamp.Seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds() || timestamp.Seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return false;
        }

        string seconds = DateTimeOffset.FromUnixTimeSeconds(timestamp.Seconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        writer.WriteStringValue(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}.{timestamp.Nanoseconds:D9}Z")));
        return true;
    }
}
