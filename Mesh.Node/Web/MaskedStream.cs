namespace Mesh.Node.Web;

/// <summary>
/// Watches the heads of a client's WebSocket frames as they pass. One without a mask gets bits that no frame may have, so that the WebSocket above
/// closes with 1002 itself. The first byte of a head is held back until the second, which tells of the mask, has come.
/// </summary>
internal sealed class MaskedStream : Stream
{
    private const byte MaskBit = 0x80;
    private const byte ReservedBits = 0x70;
    private const int MaskBytes = 4;

    /// <summary>As many bytes as the largest head has: the WebSocket above reads a whole head with its mask before it looks at the bits.</summary>
    private const int HeadBytesMax = 14;

    private readonly Stream _inner;
    private byte? _held;
    private int _lengthBytesLeft;
    private long _length;
    private long _payloadLeft;
    private int _paddingLeft;
    private bool _isBroken;

    public MaskedStream(Stream inner)
    {
        _inner = inner;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isBroken)
        {
            int padding = Math.Min(_paddingLeft, buffer.Length);
            buffer.Span[..padding].Clear();
            _paddingLeft -= padding;
            return padding;
        }

        if (buffer.Length < 2)
        {
            return await ReadOneAsync(buffer, cancellationToken);
        }

        while (true)
        {
            int start = 0;
            if (_held is { } held)
            {
                buffer.Span[0] = held;
                start = 1;
            }

            int read = await _inner.ReadAsync(buffer[start..], cancellationToken);
            if (read == 0)
            {
                return 0;
            }

            _held = null;
            int passed = Pass(buffer.Span[..(start + read)]);
            if (passed > 0)
            {
                return passed;
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => _inner.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => _inner.WriteAsync(buffer, offset, count, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => _inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => _inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Room for one byte: within a frame's payload it passes; a head is read in two steps, of which the first waits here.</summary>
    private async ValueTask<int> ReadOneAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (buffer.Length == 0)
        {
            return 0;
        }

        if (_held is null && (_payloadLeft > 0 || _lengthBytesLeft > 0))
        {
            int read = await _inner.ReadAsync(buffer, cancellationToken);
            return read == 0 ? 0 : Pass(buffer.Span[..read]);
        }

        throw new InvalidOperationException("A frame's head is read with room for both of its bytes.");
    }

    /// <summary>Follows the frames through these bytes; how many of them may be told of now.</summary>
    private int Pass(Span<byte> bytes)
    {
        int i = 0;
        while (i < bytes.Length)
        {
            if (_payloadLeft > 0 && _lengthBytesLeft == 0)
            {
                int skipped = (int)Math.Min(_payloadLeft, bytes.Length - i);
                _payloadLeft -= skipped;
                i += skipped;
            }
            else if (_lengthBytesLeft > 0)
            {
                _length = (_length << 8) | bytes[i++];
                _lengthBytesLeft--;
                _payloadLeft = _lengthBytesLeft == 0 ? MaskBytes + Math.Max(0, _length) : 0;
            }
            else if (i + 1 == bytes.Length)
            {
                _held = bytes[i];
                return i;
            }
            else
            {
                OnHead(bytes.Slice(i, 2));
                i += 2;
            }
        }

        return bytes.Length;
    }

    private void OnHead(Span<byte> head)
    {
        if ((head[1] & MaskBit) == 0)
        {
            head[0] |= ReservedBits;
            _isBroken = true;
            _paddingLeft = HeadBytesMax;
        }

        int length = head[1] & ~MaskBit;
        _length = 0;
        _lengthBytesLeft = length switch
        {
            126 => sizeof(ushort),
            127 => sizeof(ulong),
            _ => 0,
        };
        _payloadLeft = _lengthBytesLeft == 0 ? MaskBytes + length : 0;
    }
}
