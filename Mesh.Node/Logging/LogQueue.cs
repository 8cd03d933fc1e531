using System.Globalization;
using System.Threading.Channels;

namespace Mesh.Node.Logging;

/// <summary>Takes log lines from any thread without waiting, and writes them one after another. When writing is too slow, lines are left out and counted.</summary>
internal sealed class LogQueue : IAsyncDisposable
{
    /// <summary>Lines that may wait to be written.</summary>
    public const int LinesMax = 4_096;

    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(1);

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(new BoundedChannelOptions(LinesMax) { SingleReader = true });
    private readonly Action<string> _write;
    private readonly Task _writing;
    private int _leftOut;

    /// <param name="write">Writes one line; called by one task. An <see cref="IOException"/> ends the log.</param>
    public LogQueue(Action<string> write)
    {
        _write = write;
        _writing = Task.Run(WriteAllAsync);
    }

    public void Add(string line)
    {
        if (!_lines.Writer.TryWrite(line))
        {
            Interlocked.Increment(ref _leftOut);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        try
        {
            await _writing.WaitAsync(ClosePatience);
        }
        catch (TimeoutException)
        {
            // A disk that hangs must not hold up the end; what it did not take is lost.
        }
    }

    private async Task WriteAllAsync()
    {
        try
        {
            await foreach (string line in _lines.Reader.ReadAllAsync())
            {
                int leftOut = Interlocked.Exchange(ref _leftOut, 0);
                if (leftOut > 0)
                {
                    _write(string.Create(CultureInfo.InvariantCulture, $"({leftOut} lines were left out: the log could not keep up)"));
                }

                _write(line);
            }
        }
        catch (IOException)
        {
            // The disk is full or the terminal gone: chatting goes on without a log.
            _lines.Writer.TryComplete();
        }
    }
}
