namespace Mesh.Node.Wamp;

/// <summary>
/// Holds written bytes back while it is corked, so that several messages of a WebSocket leave in one write. Not corked it writes through, what it holds first.
/// The socket above lets one write happen at a time; the cork may be set and pulled meanwhile.
/// </summary>
/// <param name="inner">The connection; owned.</param>
internal sealed class CorkedStream(Stream inner) : Stream
{
    private byte[] _held = new byte[4096];
    private int _length;
    private volatile bool _isCorked;

    /// <summary>Whether writes are held back.</summary>
    public bool IsCorked
    {
        get => _isCorked;
        set => _isCorked = value;
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

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.ReadAsync(buffer, offset, count, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isCorked && _length + buffer.Length <= WampLimits.WriteBytesMax)
        {
            Hold(buffer.Span);
            return ValueTask.CompletedTask;
        }

        if (_length == 0)
        {
            return inner.WriteAsync(buffer, cancellationToken);
        }

        Hold(buffer.Span);
        int length = _length;
        _length = 0;
        return inner.WriteAsync(_held.AsMemory(0, length), cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => _isCorked ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Hold(ReadOnlySpan<byte> bytes)
    {
        if (_held.Length - _length < bytes.Length)
        {
            Array.Resize(ref _held, Math.Max(_held.Length * 2, _length + bytes.Length));
        }

        bytes.CopyTo(_held.AsSpan(_length));
        _length += bytes.Length;
    }
}
