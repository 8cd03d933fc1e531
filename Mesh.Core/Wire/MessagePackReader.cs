using System.Text;
using System.Text.Unicode;

namespace Mesh.Wire;

/// <summary>
/// Reads MessagePack (msgpack.org, specification of 2017 with timestamps) from a span, without allocating and without throwing on any bytes.
/// A read that fails returns false, leaves the position where it was and says why in <see cref="Status"/>.
/// Spans that it hands out point into the input.
/// </summary>
public ref struct MessagePackReader
{
    /// <summary>How many arrays and maps may stand inside each other, the outermost included, when a value is skipped.</summary>
    public const int DepthMax = 32;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly bool _isShortestOnly;
    private int _position;
    private DecodeStatus _status;

    /// <summary>Starts at the first of <paramref name="bytes"/>.</summary>
    /// <param name="bytes">What is read; it must not change meanwhile.</param>
    /// <param name="isShortestOnly">Whether an integer, length, extension or timestamp that has a shorter encoding is refused with <see cref="DecodeStatus.NotShortest"/>.</param>
    public MessagePackReader(ReadOnlySpan<byte> bytes, bool isShortestOnly = false)
    {
        _bytes = bytes;
        _isShortestOnly = isShortestOnly;
    }

    /// <summary>How many bytes have been read.</summary>
    public readonly int Position => _position;

    /// <summary>How many bytes are left.</summary>
    public readonly int Remaining => _bytes.Length - _position;

    /// <summary>Whether every byte has been read.</summary>
    public readonly bool IsEnd => _position == _bytes.Length;

    /// <summary>How the last read ended.</summary>
    public readonly DecodeStatus Status => _status;

    /// <summary>The type of the next value, which is not read.</summary>
    public bool TryPeekType(out MessagePackType type)
    {
        _status = MessagePackHeader.Read(_bytes[_position..], out MessagePackHeader header);
        type = header.Type;
        return _status == DecodeStatus.Complete;
    }

    /// <summary>Reads nil.</summary>
    public bool TryReadNil() => TryReadHeader(MessagePackType.Nil, out MessagePackHeader header) && Advance(header.Size);

    /// <summary>Reads true or false.</summary>
    public bool TryReadBoolean(out bool value)
    {
        value = TryReadHeader(MessagePackType.Boolean, out MessagePackHeader header) && header.Value != 0;
        return _status == DecodeStatus.Complete && Advance(header.Size);
    }

    /// <summary>Reads an integer in any of its formats; one above 2^63 - 1 is a <see cref="DecodeStatus.Mismatch"/>.</summary>
    public bool TryReadInt64(out long value)
    {
        value = 0;
        if (!TryReadHeader(MessagePackType.Integer, out MessagePackHeader header))
        {
            return false;
        }

        if (!header.IsNegative && header.Value > long.MaxValue)
        {
            return Fail(DecodeStatus.Mismatch);
        }

        value = (long)header.Value;
        return Advance(header.Size);
    }

    /// <summary>Reads an integer in any of its formats; a negative one is a <see cref="DecodeStatus.Mismatch"/>.</summary>
    public bool TryReadUInt64(out ulong value)
    {
        value = 0;
        if (!TryReadHeader(MessagePackType.Integer, out MessagePackHeader header))
        {
            return false;
        }

        if (header.IsNegative)
        {
            return Fail(DecodeStatus.Mismatch);
        }

        value = header.Value;
        return Advance(header.Size);
    }

    /// <summary>Reads a float of 32 bits; one of 64 bits is a <see cref="DecodeStatus.Mismatch"/>.</summary>
    public bool TryReadSingle(out float value)
    {
        value = 0;
        if (!TryReadHeader(MessagePackType.Float, out MessagePackHeader header))
        {
            return false;
        }

        if (!header.IsSingle)
        {
            return Fail(DecodeStatus.Mismatch);
        }

        value = BitConverter.UInt32BitsToSingle((uint)header.Value);
        return Advance(header.Size);
    }

    /// <summary>Reads a float of 64 or 32 bits.</summary>
    public bool TryReadDouble(out double value)
    {
        value = 0;
        if (!TryReadHeader(MessagePackType.Float, out MessagePackHeader header))
        {
            return false;
        }

        value = header.IsSingle ? BitConverter.UInt32BitsToSingle((uint)header.Value) : BitConverter.UInt64BitsToDouble(header.Value);
        return Advance(header.Size);
    }

    /// <summary>Reads a string's bytes, which are valid UTF-8.</summary>
    public bool TryReadUtf8(out ReadOnlySpan<byte> utf8) => TryReadPayload(MessagePackType.String, out _, out utf8);

    /// <summary>Reads a string; allocates it. Look at its length first where a limit matters.</summary>
    public bool TryReadString(out string value)
    {
        bool ok = TryReadUtf8(out ReadOnlySpan<byte> utf8);
        value = ok ? Encoding.UTF8.GetString(utf8) : "";
        return ok;
    }

    /// <summary>Reads bytes.</summary>
    public bool TryReadBinary(out ReadOnlySpan<byte> bytes) => TryReadPayload(MessagePackType.Binary, out _, out bytes);

    /// <summary>Reads an extension's type code and bytes; a timestamp (code -1) must be a possible one.</summary>
    public bool TryReadExtension(out sbyte code, out ReadOnlySpan<byte> bytes)
    {
        bool ok = TryReadPayload(MessagePackType.Extension, out MessagePackHeader header, out bytes);
        code = ok ? header.Extension : (sbyte)0;
        return ok;
    }

    /// <summary>Reads a timestamp in any of its three formats; another extension is a <see cref="DecodeStatus.Mismatch"/>.</summary>
    public bool TryReadTimestamp(out MessagePackTimestamp timestamp)
    {
        timestamp = default;
        int start = _position;
        if (!TryReadExtension(out sbyte code, out ReadOnlySpan<byte> payload))
        {
            return false;
        }

        if (code != MessagePackTimestamp.ExtensionCode)
        {
            _position = start;
            return Fail(DecodeStatus.Mismatch);
        }

        return MessagePackTimestamp.TryRead(payload, out timestamp);
    }

    /// <summary>Reads an array's header; its items follow.</summary>
    /// <param name="count">How many items follow; never more than bytes are left, so that it may bound a loop.</param>
    public bool TryReadArrayHeader(out int count) => TryReadCount(MessagePackType.Array, 1, out count);

    /// <summary>Reads a map's header; its pairs follow, each a key and a value.</summary>
    /// <param name="count">How many pairs follow; never more than half the bytes that are left.</param>
    public bool TryReadMapHeader(out int count) => TryReadCount(MessagePackType.Map, 2, out count);

    /// <summary>Reads over one whole value of any type and checks it on the way. Takes time in proportion to its bytes.</summary>
    /// <param name="depthMax">How many arrays and maps may stand inside each other, 0 to <see cref="DepthMax"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="depthMax"/> is out of its range.</exception>
    public bool TrySkip(int depthMax = DepthMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(depthMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(depthMax, DepthMax);
        int start = _position;
        int depth = 0;
        Span<int> left = stackalloc int[DepthMax];
        do
        {
            if (!TryReadShell(depth < depthMax, out int children))
            {
                _status = _status == DecodeStatus.End && _position != start ? DecodeStatus.Incomplete : _status;
                _position = start;
                return false;
            }

            if (children > 0)
            {
                left[depth++] = children;
                continue;
            }

            while (depth > 0 && --left[depth - 1] == 0)
            {
                depth--;
            }
        }
        while (depth > 0);

        return true;
    }

    /// <summary>Reads a scalar wholly and a container's header only.</summary>
    private bool TryReadShell(bool mayNest, out int children)
    {
        children = 0;
        if (!TryPeekType(out MessagePackType type))
        {
            return false;
        }

        switch (type)
        {
            case MessagePackType.Array or MessagePackType.Map when !mayNest:
                return Fail(DecodeStatus.TooDeep);
            case MessagePackType.Array:
                return TryReadArrayHeader(out children);
            case MessagePackType.Map:
                bool ok = TryReadMapHeader(out int pairs);
                children = 2 * pairs;
                return ok;
            case MessagePackType.String or MessagePackType.Binary or MessagePackType.Extension:
                return TryReadPayload(type, out _, out _);
            default:
                return TryReadHeader(type, out MessagePackHeader header) && Advance(header.Size);
        }
    }

    private bool TryReadHeader(MessagePackType type, out MessagePackHeader header)
    {
        _status = MessagePackHeader.Read(_bytes[_position..], out header);
        if (_status != DecodeStatus.Complete)
        {
            return false;
        }

        if (header.Type != type)
        {
            return Fail(DecodeStatus.Mismatch);
        }

        return !_isShortestOnly || header.IsShortest || Fail(DecodeStatus.NotShortest);
    }

    private bool TryReadCount(MessagePackType type, int bytesPerItemMin, out int count)
    {
        count = 0;
        if (!TryReadHeader(type, out MessagePackHeader header))
        {
            return false;
        }

        // At most 2^32 - 1 items of 2 bytes: the product fits. A claim that the bytes at hand cannot keep is refused before anybody loops over it.
        if (header.Value * (ulong)bytesPerItemMin > (ulong)(Remaining - header.Size))
        {
            return Fail(DecodeStatus.Incomplete);
        }

        count = (int)header.Value;
        return Advance(header.Size);
    }

    private bool TryReadPayload(MessagePackType type, out MessagePackHeader header, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (!TryReadHeader(type, out header))
        {
            return false;
        }

        if (header.Value > (ulong)(Remaining - header.Size))
        {
            return Fail(DecodeStatus.Incomplete);
        }

        ReadOnlySpan<byte> read = _bytes.Slice(_position + header.Size, (int)header.Value);
        if (type == MessagePackType.String && !Utf8.IsValid(read))
        {
            return Fail(DecodeStatus.Malformed);
        }

        if (type == MessagePackType.Extension && header.Extension == MessagePackTimestamp.ExtensionCode)
        {
            if (!MessagePackTimestamp.TryRead(read, out MessagePackTimestamp timestamp))
            {
                return Fail(DecodeStatus.Malformed);
            }

            if (_isShortestOnly && timestamp.PayloadBytes != read.Length)
            {
                return Fail(DecodeStatus.NotShortest);
            }
        }

        payload = read;
        return Advance(header.Size + read.Length);
    }

    private bool Advance(int count)
    {
        _position += count;
        return true;
    }

    private bool Fail(DecodeStatus status)
    {
        _status = status;
        return false;
    }
}
