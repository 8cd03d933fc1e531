using System.Globalization;
using System.Text;
using System.Text.Json;
using Mesh.Tests.Unit.Wire;
using Mesh.Wire;

namespace Mesh.Tests.Conformance.Vectors;

/// <summary>Executes docs/vectors/messagepack.json, which was made with python3-msgpack.</summary>
public sealed class MessagePackVectorTests
{
    [Fact]
    public void Every_value_is_written_as_the_vectors_say()
    {
        foreach (JsonElement vector in VectorFile.Read("messagepack.json").Items("values"))
        {
            string written = Convert.ToHexStringLower(RecordBytes.Packed((ref MessagePackWriter writer) => Write(vector, ref writer)));
            if (vector.TryGetProperty("hex", out JsonElement hex))
            {
                Assert.Equal(hex.GetString(), written);
            }
            else
            {
                Assert.StartsWith(vector.Text("start"), written, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Every_value_is_read_as_the_vectors_say()
    {
        foreach (JsonElement vector in VectorFile.Read("messagepack.json").Items("values").Where(v => v.TryGetProperty("hex", out _) && v.TryGetProperty("value", out _)))
        {
            MessagePackReader reader = new(vector.Bytes("hex"), isShortestOnly: true);

            Assert.Equal(vector.Text("value"), Read(vector.Text("type"), ref reader));
            Assert.Equal(DecodeStatus.Complete, reader.Status);
            Assert.True(reader.IsEnd);
            MessagePackReader skipping = new(vector.Bytes("hex"), isShortestOnly: true);
            Assert.True(skipping.TrySkip() && skipping.IsEnd);
        }
    }

    [Fact]
    public void Everything_that_is_no_value_is_refused_with_its_reason()
    {
        foreach (JsonElement vector in VectorFile.Read("messagepack.json").Items("refused"))
        {
            MessagePackReader reader = new(vector.Bytes("hex"));

            Assert.False(reader.TrySkip(), vector.Text("because"));
            Assert.True(vector.Text("status") == reader.Status.ToString(), $"{vector.Text("because")}: {reader.Status}");
            Assert.Equal(0, reader.Position);
        }
    }

    [Fact]
    public void A_longer_encoding_than_needed_is_read_unless_only_the_shortest_is_asked_for()
    {
        foreach (JsonElement vector in VectorFile.Read("messagepack.json").Items("longerThanNeeded"))
        {
            byte[] bytes = Convert.FromHexString(vector.GetString()!);
            MessagePackReader tolerant = new(bytes);
            MessagePackReader strict = new(bytes, isShortestOnly: true);

            Assert.True(tolerant.TrySkip(), vector.GetString());
            Assert.False(strict.TrySkip(), vector.GetString());
            Assert.Equal(DecodeStatus.NotShortest, strict.Status);
        }
    }

    private static string Read(string type, ref MessagePackReader reader)
    {
        switch (type)
        {
            case "nil":
                Assert.True(reader.TryReadNil());
                return "";
            case "boolean":
                Assert.True(reader.TryReadBoolean(out bool flag));
                return flag ? "true" : "false";
            case "integer":
                return reader.TryReadInt64(out long signed)
                    ? signed.ToString(CultureInfo.InvariantCulture)
                    : reader.TryReadUInt64(out ulong unsigned) ? unsigned.ToString(CultureInfo.InvariantCulture) : reader.Status.ToString();
            case "float":
                Assert.True(reader.TryReadDouble(out double wide));
                return Number(wide);
            case "single":
                Assert.True(reader.TryReadSingle(out float narrow));
                return Number(narrow);
            case "string":
                Assert.True(reader.TryReadString(out string text));
                return text;
            case "binary":
                Assert.True(reader.TryReadBinary(out ReadOnlySpan<byte> bytes));
                return Convert.ToHexStringLower(bytes);
            case "extension":
                Assert.True(reader.TryReadExtension(out sbyte code, out ReadOnlySpan<byte> payload));
                return string.Create(CultureInfo.InvariantCulture, $"{code}:{Convert.ToHexStringLower(payload)}");
            default:
                Assert.True(reader.TryReadTimestamp(out MessagePackTimestamp timestamp));
                return string.Create(CultureInfo.InvariantCulture, $"{timestamp.Seconds}.{timestamp.Nanoseconds:D9}");
        }
    }

    private static void Write(JsonElement vector, ref MessagePackWriter writer)
    {
        string value = vector.TryGetProperty("value", out JsonElement given) ? given.GetString()! : "";
        switch (vector.Text("type"))
        {
            case "nil":
                writer.WriteNil();
                break;
            case "boolean":
                writer.WriteBoolean(value == "true");
                break;
            case "integer" when value[0] == '-':
                writer.WriteInt64(long.Parse(value, CultureInfo.InvariantCulture));
                break;
            case "integer":
                writer.WriteUInt64(ulong.Parse(value, CultureInfo.InvariantCulture));
                break;
            case "float":
                writer.WriteDouble(Number(value));
                break;
            case "single":
                writer.WriteSingle((float)Number(value));
                break;
            case "string":
                writer.WriteUtf8(Encoding.UTF8.GetBytes(vector.TryGetProperty("repeat", out JsonElement letter) ? new string(letter.GetString()![0], vector.Int("count")) : value));
                break;
            case "binary":
                writer.WriteBinary(vector.TryGetProperty("repeat", out _) ? Enumerable.Repeat((byte)0x5a, vector.Int("count")).ToArray() : Convert.FromHexString(value));
                break;
            case "array":
                writer.WriteArrayHeader(vector.Int("count"));
                writer.WriteEncoded(Enumerable.Repeat((byte)0xc0, vector.Int("count")).ToArray());
                break;
            case "map":
                writer.WriteMapHeader(vector.Int("count"));
                writer.WriteEncoded([0x00, 0xc0, 0x01, 0xc0]);
                break;
            case "extension":
                string[] parts = value.Split(':');
                writer.WriteExtension(sbyte.Parse(parts[0], CultureInfo.InvariantCulture), Convert.FromHexString(parts[1]));
                break;
            default:
                string[] time = value.Split('.');
                writer.WriteTimestamp(new(long.Parse(time[0], CultureInfo.InvariantCulture), uint.Parse(time[1], CultureInfo.InvariantCulture)));
                break;
        }
    }

    private static double Number(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    /// <summary>As Python writes it.</summary>
    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        -1e300 => "-1e+300",
        5e-324 => "5e-324",
        _ => value.ToString("0.0###", CultureInfo.InvariantCulture),
    };
}
