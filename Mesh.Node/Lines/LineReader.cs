using System.Text;

namespace Mesh.Node.Lines;

/// <summary>Reads UTF-8 lines from a stream and never holds more than one line of bounded length; longer ones are counted and skipped.</summary>
internal sealed class LineReader
{
    private const int ChunkBytes = 4096;

    private readonly Stream _stream;
    private readonly int _lineBytesMax;
    private readonly byte[] _chunk = new byte[ChunkBytes];
    private readonly MemoryStream _line = new();
    private int _start;
    private int _end;

    public LineReader(Stream stream, int lineBytesMax)
    {
        _stream = stream;
        _lineBytesMax = lineBytesMax;
    }

    /// <summary>The next line, or null at the end. A last line without its end counts. Bytes that are no UTF-8 show as U+FFFD.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; a read of standard input may go on in the background.</exception>
    public async Task<InputLine?> ReadAsync(CancellationToken cancellationToken)
    {
        _line.SetLength(0);
        long byteCount = 0;
        while (true)
        {
            if (_start == _end)
            {
                _start = 0;

                // Reading a console or a pipe cannot be cancelled, only left alone.
                _end = await _stream.ReadAsync(_chunk, cancellationToken).AsTask().WaitAsync(cancellationToken);
                if (_end == 0)
                {
                    return byteCount == 0 ? null : Line(byteCount);
                }
            }

            int length = _chunk.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            bool isWhole = length >= 0;
            length = isWhole ? length : _end - _start;
            int kept = (int)Math.Min(length, _lineBytesMax + 1 - _line.Length);
            _line.Write(_chunk, _start, kept);
            byteCount += length;
            _start += isWhole ? length + 1 : length;
            if (isWhole)
            {
                return Line(byteCount);
            }
        }
    }

    private InputLine Line(long byteCount)
    {
        ReadOnlySpan<byte> bytes = _line.GetBuffer().AsSpan(0, (int)_line.Length);
        if (byteCount == bytes.Length && bytes.EndsWith("\r"u8))
        {
            bytes = bytes[..^1];
            byteCount--;
        }

        return byteCount > _lineBytesMax
            ? new InputLine(string.Empty, byteCount, IsTooLong: true)
            : new InputLine(Encoding.UTF8.GetString(bytes), byteCount, IsTooLong: false);
    }
}
