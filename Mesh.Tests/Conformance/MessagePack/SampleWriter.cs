using System.Globalization;
using System.Text;
using Mesh.Wire;

namespace Mesh.Tests.Conformance.MessagePack;

/// <summary>
/// Random values, written and described at the same time. Only what every implementation keeps apart: a float is never a whole number
/// (JavaScript could not tell it from an integer), and map keys are texts that differ.
/// </summary>
/// <param name="seed">The same seed gives the same values.</param>
/// <param name="secondsMax">How far a timestamp may lie from 1970.</param>
internal sealed class SampleWriter(ulong seed, long secondsMax)
{
    private static readonly ulong[] Edges =
        [0, 1, 127, 128, 255, 256, 65_535, 65_536, uint.MaxValue, 1ul << 32, (1ul << 53) - 1, 1ul << 53, long.MaxValue, 1ul << 63, ulong.MaxValue];

    private static readonly int[] Lengths = [0, 1, 2, 3, 4, 8, 15, 16, 17, 31, 32, 255, 256, 65_535, 65_536];

    private readonly MeshRandom _random = new(seed);

    /// <summary>
    /// Writes one value with at most <paramref name="depth"/> arrays and maps inside each other, and appends its description to
    /// <paramref name="text"/> in the notation of <see cref="Transcript"/>.
    /// </summary>
    /// <returns>Whether a float of 32 bits is among what was written, which other implementations pack again in 64.</returns>
    public bool Write(ref MessagePackWriter writer, StringBuilder text, int depth)
    {
        if (depth == 0 || _random.Chance(1, 2))
        {
            return WriteScalar(ref writer, text);
        }

        bool isMap = _random.Chance(1, 2);
        int count = Lengths[_random.Next(depth > 1 ? 6 : 9)];
        bool hasSingle = false;
        text.Append(isMap ? '{' : '[');
        if (isMap)
        {
            writer.WriteMapHeader(count);
        }
        else
        {
            writer.WriteArrayHeader(count);
        }

        for (int i = 0; i < count; i++)
        {
            text.Append(i == 0 ? "" : ",");
            if (isMap)
            {
                string key = string.Create(CultureInfo.InvariantCulture, $"k{i}");
                writer.WriteString(key);
                Transcript.AppendBytes(text, 's', Encoding.UTF8.GetBytes(key));
                text.Append(':');
            }

            hasSingle |= Write(ref writer, text, depth - 1);
        }

        text.Append(isMap ? '}' : ']');
        return hasSingle;
    }

    private bool WriteScalar(ref MessagePackWriter writer, StringBuilder text)
    {
        switch (_random.Next(9))
        {
            case 0:
                writer.WriteNil();
                text.Append('n');
                break;
            case 1:
                bool flag = _random.Chance(1, 2);
                writer.WriteBoolean(flag);
                text.Append(flag ? 't' : 'f');
                break;
            case 2:
                ulong unsigned = _random.Chance(1, 2) ? Edges[_random.Next(Edges.Length)] : _random.NextUInt64() >> _random.Next(64);
                writer.WriteUInt64(unsigned);
                text.Append('i').Append(unsigned.ToString(CultureInfo.InvariantCulture));
                break;
            case 3:
                long negative = ~(long)((_random.Chance(1, 2) ? Edges[_random.Next(Edges.Length)] : _random.NextUInt64() >> _random.Next(64)) >> 1);
                writer.WriteInt64(negative);
                text.Append('i').Append(negative.ToString(CultureInfo.InvariantCulture));
                break;
            case 4:
                double wide = _random.Next(1_000_000) + 0.1;
                writer.WriteDouble(wide);
                Transcript.AppendFloat(text, wide);
                break;
            case 5:
                float narrow = -_random.Next(1_000) - 0.25f;
                writer.WriteSingle(narrow);
                Transcript.AppendFloat(text, narrow);
                return true;
            case 6:
                string letters = string.Concat(Enumerable.Range(0, Length(1_000)).Select(i => (i % 4) switch { 0 => "a", 1 => "\u00e9", 2 => "\u4e2d", _ => "\U0001f600" }));
                writer.WriteString(letters);
                Transcript.AppendBytes(text, 's', Encoding.UTF8.GetBytes(letters));
                break;
            default:
                WriteBytes(ref writer, text);
                break;
        }

        return false;
    }

    private void WriteBytes(ref MessagePackWriter writer, StringBuilder text)
    {
        byte[] bytes = new byte[Length(65_536)];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)_random.NextUInt64();
        }

        switch (_random.Next(3))
        {
            case 0:
                writer.WriteBinary(bytes);
                Transcript.AppendBytes(text, 'b', bytes);
                break;
            case 1:
                sbyte code = (sbyte)_random.Next(128);
                writer.WriteExtension(code, bytes);
                text.Append('x').Append(code.ToString(CultureInfo.InvariantCulture));
                Transcript.AppendBytes(text, ':', bytes);
                break;
            default:
                long magnitude = (long)(_random.NextUInt64() >> 1 >> _random.Next(63));
                long seconds = Math.Min(magnitude, secondsMax) * (_random.Chance(1, 4) ? -1 : 1);
                MessagePackTimestamp timestamp = new(seconds, _random.Chance(1, 2) ? 0 : (uint)_random.Next(1_000_000_000));
                writer.WriteTimestamp(timestamp);
                Transcript.AppendTimestamp(text, timestamp);
                break;
        }
    }

    /// <summary>Short mostly; the long ones cost the other side's script its time.</summary>
    private int Length(int max) => Math.Min(max, _random.Chance(1, 10) ? Lengths[_random.Next(Lengths.Length)] : _random.Next(40));
}
