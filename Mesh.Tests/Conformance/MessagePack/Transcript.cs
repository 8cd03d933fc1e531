using System.Globalization;
using System.Text;
using Mesh.Wire;

namespace Mesh.Tests.Conformance.MessagePack;

/// <summary>
/// Reads any value, describes it in a notation that the other implementations' scripts share, and writes it again:
/// n, t, f, i-5, d and the 16 hexadecimal digits of a float, s and b with hexadecimal bytes, [a,b], {k:v}, x5:00ff, @seconds.nanoseconds.
/// </summary>
internal static class Transcript
{
    /// <summary>Reads one value, appends its description, writes it in its shortest form.</summary>
    /// <returns>False when the bytes are no value; what was described and written so far is then of no use.</returns>
    public static bool Read(ref MessagePackReader reader, StringBuilder text, ref MessagePackWriter writer, int depth = 0)
    {
        if (depth > MessagePackReader.DepthMax || !reader.TryPeekType(out MessagePackType type))
        {
            return false;
        }

        switch (type)
        {
            case MessagePackType.Array:
                return ReadArray(ref reader, text, ref writer, depth);
            case MessagePackType.Map:
                return ReadMap(ref reader, text, ref writer, depth);
            case MessagePackType.Integer:
                return ReadInteger(ref reader, text, ref writer);
            case MessagePackType.Extension:
                return ReadExtension(ref reader, text, ref writer);
            default:
                return ReadScalar(type, ref reader, text, ref writer);
        }
    }

    public static void AppendFloat(StringBuilder text, double value) => text.Append(CultureInfo.InvariantCulture, $"d{BitConverter.DoubleToUInt64Bits(value):x16}");

    public static void AppendBytes(StringBuilder text, char mark, ReadOnlySpan<byte> bytes) => text.Append(mark).Append(Convert.ToHexStringLower(bytes));

    public static void AppendTimestamp(StringBuilder text, MessagePackTimestamp timestamp) =>
        text.Append(CultureInfo.InvariantCulture, $"@{timestamp.Seconds}.{timestamp.Nanoseconds:D9}");

    private static bool ReadScalar(MessagePackType type, ref MessagePackReader reader, StringBuilder text, ref MessagePackWriter writer)
    {
        switch (type)
        {
            case MessagePackType.Nil when reader.TryReadNil():
                text.Append('n');
                writer.WriteNil();
                return true;
            case MessagePackType.Boolean when reader.TryReadBoolean(out bool flag):
                text.Append(flag ? 't' : 'f');
                writer.WriteBoolean(flag);
                return true;
            case MessagePackType.Float when reader.TryReadSingle(out float narrow):
                AppendFloat(text, narrow);
                writer.WriteSingle(narrow);
                return true;
            case MessagePackType.Float when reader.TryReadDouble(out double wide):
                AppendFloat(text, wide);
                writer.WriteDouble(wide);
                return true;
            case MessagePackType.String when reader.TryReadUtf8(out ReadOnlySpan<byte> utf8):
                AppendBytes(text, 's', utf8);
                writer.WriteUtf8(utf8);
                return true;
            case MessagePackType.Binary when reader.TryReadBinary(out ReadOnlySpan<byte> bytes):
                AppendBytes(text, 'b', bytes);
                writer.WriteBinary(bytes);
                return true;
            default:
                return false;
        }
    }

    private static bool ReadInteger(ref MessagePackReader reader, StringBuilder text, ref MessagePackWriter writer)
    {
        if (reader.TryReadInt64(out long signed))
        {
            text.Append('i').Append(signed.ToString(CultureInfo.InvariantCulture));
            writer.WriteInt64(signed);
            return true;
        }

        bool ok = reader.TryReadUInt64(out ulong value);
        text.Append('i').Append(value.ToString(CultureInfo.InvariantCulture));
        writer.WriteUInt64(value);
        return ok;
    }

    private static bool ReadExtension(ref MessagePackReader reader, StringBuilder text, ref MessagePackWriter writer)
    {
        if (reader.TryReadTimestamp(out MessagePackTimestamp timestamp))
        {
            AppendTimestamp(text, timestamp);
            writer.WriteTimestamp(timestamp);
            return true;
        }

        if (!reader.TryReadExtension(out sbyte code, out ReadOnlySpan<byte> payload))
        {
            return false;
        }

        text.Append('x').Append(code.ToString(CultureInfo.InvariantCulture));
        AppendBytes(text, ':', payload);
        writer.WriteExtension(code, payload);
        return true;
    }

    private static bool ReadArray(ref MessagePackReader reader, StringBuilder text, ref MessagePackWriter writer, int depth)
    {
        bool ok = reader.TryReadArrayHeader(out int count);
        writer.WriteArrayHeader(count);
        text.Append('[');
        for (int i = 0; i < count && ok; i++)
        {
            text.Append(i == 0 ? "" : ",");
            ok = Read(ref reader, text, ref writer, depth + 1);
        }

        text.Append(']');
        return ok;
    }

    private static bool ReadMap(ref MessagePackReader reader, StringBuilder text, ref MessagePackWriter writer, int depth)
    {
        bool ok = reader.TryReadMapHeader(out int count);
        writer.WriteMapHeader(count);
        text.Append('{');
        for (int i = 0; i < count && ok; i++)
        {
            text.Append(i == 0 ? "" : ",");
            ok = Read(ref reader, text, ref writer, depth + 1);
            text.Append(':');
            ok = ok && Read(ref reader, text, ref writer, depth + 1);
        }

        text.Append('}');
        return ok;
    }
}
