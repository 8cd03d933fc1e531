using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Mesh.Wire;

/// <summary>
/// Writes MessagePack (msgpack.org, specification of 2017 with timestamps) in its shortest form, without allocating: integers take the shortest format
/// whatever the method's parameter type, lengths and counts likewise. Floats keep the width that the caller chose.
/// Each method leaves a whole value or header in the output, so nothing has to be flushed.
/// </summary>
/// <param name="output">Where the bytes go.</param>
public readonly ref struct MessagePackWriter(IBufferWriter<byte> output)
{
    private readonly IBufferWriter<byte> _output = output;

    /// <summary>Writes nil.</summary>
    public void WriteNil() => WriteByte(MessagePackCode.Nil);

    /// <summary>Writes true or false.</summary>
    public void WriteBoolean(bool value) => WriteByte(value ? MessagePackCode.True : MessagePackCode.False);

    /// <summary>Writes an integer; one that is not negative gets an unsigned format.</summary>
    public void WriteInt64(long value)
    {
        switch (value)
        {
            case >= 0:
                WriteUInt64((ulong)value);
                break;
            case >= MessagePackCode.NegativeFixIntMin:
                WriteByte((byte)value);
                break;
            case >= sbyte.MinValue:
                WriteNumber(MessagePackCode.Int8, 1, (ulong)value);
                break;
            case >= short.MinValue:
                WriteNumber(MessagePackCode.Int16, 2, (ulong)value);
                break;
            case >= int.MinValue:
                WriteNumber(MessagePackCode.Int32, 4, (ulong)value);
                break;
            default:
                WriteNumber(MessagePackCode.Int64, 8, (ulong)value);
                break;
        }
    }

    /// <summary>Writes an integer.</summary>
    public void WriteUInt64(ulong value)
    {
        switch (value)
        {
            case < MessagePackCode.FixMap:
                WriteByte((byte)value);
                break;
            case <= byte.MaxValue:
                WriteNumber(MessagePackCode.UInt8, 1, value);
                break;
            case <= ushort.MaxValue:
                WriteNumber(MessagePackCode.UInt16, 2, value);
                break;
            case <= uint.MaxValue:
                WriteNumber(MessagePackCode.UInt32, 4, value);
                break;
            default:
                WriteNumber(MessagePackCode.UInt64, 8, value);
                break;
        }
    }

    /// <summary>Writes a float of 32 bits.</summary>
    public void WriteSingle(float value) => WriteNumber(MessagePackCode.Float32, 4, BitConverter.SingleToUInt32Bits(value));

    /// <summary>Writes a float of 64 bits.</summary>
    public void WriteDouble(double value) => WriteNumber(MessagePackCode.Float64, 8, BitConverter.DoubleToUInt64Bits(value));

    /// <summary>Writes text as UTF-8; half a surrogate pair becomes U+FFFD, as <see cref="Encoding.UTF8"/> does it.</summary>
    public void WriteString(ReadOnlySpan<char> text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        WriteStringHeader(length);
        Encoding.UTF8.GetBytes(text, _output.GetSpan(Math.Max(length, 1)));
        _output.Advance(length);
    }

    /// <summary>Writes text that is UTF-8 already.</summary>
    /// <exception cref="ArgumentException"><paramref name="utf8"/> is not valid UTF-8.</exception>
    public void WriteUtf8(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            throw new ArgumentException("The bytes are not valid UTF-8.", nameof(utf8));
        }

        WriteStringHeader(utf8.Length);
        WriteEncoded(utf8);
    }

    /// <summary>Writes bytes.</summary>
    public void WriteBinary(ReadOnlySpan<byte> bytes)
    {
        WriteLength(MessagePackCode.Binary8, bytes.Length);
        WriteEncoded(bytes);
    }

    /// <summary>Writes an array's header; the caller writes <paramref name="count"/> values after it.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public void WriteArrayHeader(int count) => WriteCount(count, MessagePackCode.FixArray, MessagePackCode.FixArrayItemsMax, MessagePackCode.Array16);

    /// <summary>Writes a map's header; the caller writes <paramref name="count"/> keys and values in turn after it.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public void WriteMapHeader(int count) => WriteCount(count, MessagePackCode.FixMap, MessagePackCode.FixMapPairsMax, MessagePackCode.Map16);

    /// <summary>Writes an extension. Code -1 belongs to <see cref="WriteTimestamp"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="code"/> is -1 and <paramref name="bytes"/> are no timestamp.</exception>
    public void WriteExtension(sbyte code, ReadOnlySpan<byte> bytes)
    {
        if (code == MessagePackTimestamp.ExtensionCode && !MessagePackTimestamp.TryRead(bytes, out _))
        {
            throw new ArgumentException("Extension -1 is a timestamp, and these bytes are none.", nameof(bytes));
        }

        if (bytes.Length is 1 or 2 or 4 or 8 or 16)
        {
            WriteByte((byte)(MessagePackCode.FixExtension1 + int.Log2(bytes.Length)));
        }
        else
        {
            WriteLength(MessagePackCode.Extension8, bytes.Length);
        }

        WriteByte((byte)code);
        WriteEncoded(bytes);
    }

    /// <summary>Writes a timestamp.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The nanoseconds pass <see cref="MessagePackTimestamp.NanosecondsMax"/>.</exception>
    public void WriteTimestamp(MessagePackTimestamp timestamp)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timestamp.Nanoseconds, MessagePackTimestamp.NanosecondsMax, nameof(timestamp));
        Span<byte> payload = stackalloc byte[MessagePackTimestamp.BytesMax];
        int length = timestamp.Write(payload);
        WriteExtension(MessagePackTimestamp.ExtensionCode, payload[..length]);
    }

    /// <summary>Copies bytes that are MessagePack already, unchecked.</summary>
    public void WriteEncoded(ReadOnlySpan<byte> bytes) => _output.Write(bytes);

    private void WriteStringHeader(int length)
    {
        if (length <= MessagePackCode.FixStringBytesMax)
        {
            WriteByte((byte)(MessagePackCode.FixString | length));
        }
        else
        {
            WriteLength(MessagePackCode.String8, length);
        }
    }

    /// <summary>The codes for lengths of 8, 16 and 32 bits follow each other.</summary>
    private void WriteLength(byte code8, int length)
    {
        int step = length <= byte.MaxValue ? 0 : length <= ushort.MaxValue ? 1 : 2;
        WriteNumber((byte)(code8 + step), 1 << step, (ulong)length);
    }

    private void WriteCount(int count, byte fix, int fixMax, byte code16)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count <= fixMax)
        {
            WriteByte((byte)(fix | count));
        }
        else
        {
            int step = count <= ushort.MaxValue ? 0 : 1;
            WriteNumber((byte)(code16 + step), 2 << step, (ulong)count);
        }
    }

    private void WriteNumber(byte code, int width, ulong value)
    {
        Span<byte> bytes = _output.GetSpan(1 + sizeof(ulong));
        bytes[0] = code;

        // The number's low bytes go behind the code; the rest of the span is overwritten by whatever comes next.
        BinaryPrimitives.WriteUInt64BigEndian(bytes[1..], value << (64 - (8 * width)));
        _output.Advance(1 + width);
    }

    private void WriteByte(byte value)
    {
        _output.GetSpan(1)[0] = value;
        _output.Advance(1);
    }
}
