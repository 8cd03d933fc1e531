using System.Diagnostics;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>What one output of a process said, line by line, and those who wait for a line. Thread-safe.</summary>
internal sealed class LabTranscript
{
    private const int LinesMax = 1_000_000;
    private const int TailLines = 25;

    private readonly Lock _lock = new();
    private readonly List<LabLine> _lines = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ended;

    /// <summary>Whether nothing more will come.</summary>
    public bool Ended
    {
        get
        {
            lock (_lock)
            {
                return _ended;
            }
        }
    }

    /// <summary>How many lines there are: a mark to wait from.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _lines.Count;
            }
        }
    }

    /// <summary>All lines from a mark on.</summary>
    public IReadOnlyList<LabLine> Since(int mark = 0)
    {
        lock (_lock)
        {
            return _lines[mark..];
        }
    }

    /// <summary>The last lines, for a message to a person.</summary>
    public string Tail()
    {
        lock (_lock)
        {
            return string.Join('\n', _lines.TakeLast(TailLines).Select(line => "    " + line.Text));
        }
    }

    /// <summary>Reads until the output ends.</summary>
    public async Task ReadAsync(StreamReader reader)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } text)
            {
                Add(LabLine.Parse(text, Stopwatch.GetTimestamp()));
            }
        }
        finally
        {
            Pulse(ended: true);
        }
    }

    /// <summary>The first line from the mark on that fits, waiting for it if need be; null when time or output ends before.</summary>
    public async Task<LabLine?> FindAsync(Func<LabLine, bool> predicate, int mark, TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        while (true)
        {
            IReadOnlyList<LabLine> fresh;
            Task changed;
            bool ended;
            lock (_lock)
            {
                fresh = _lines[mark..];
                changed = _changed.Task;
                ended = _ended;
            }

            if (fresh.FirstOrDefault(predicate) is { } found)
            {
                return found;
            }

            if (ended)
            {
                return null;
            }

            mark += fresh.Count;
            try
            {
                await changed.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        }
    }

    private void Add(LabLine line)
    {
        lock (_lock)
        {
            if (_lines.Count == LinesMax)
            {
                throw new InvalidOperationException($"A process of the laboratory printed more than {LinesMax} lines.");
            }

            _lines.Add(line);
        }

        Pulse(ended: false);
    }

    private void Pulse(bool ended)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _ended |= ended;
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}
