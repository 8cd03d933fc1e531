using System.Diagnostics;
using System.Globalization;
using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Commands;

/// <summary>A line on a terminal that tells how far runs are, when they take longer than a second. Elsewhere it is silent.</summary>
internal sealed class ProgressLine : IDisposable
{
    private const int BarLetters = 24;
    private const string Clear = "\r\u001b[K";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    private readonly TextWriter _error;
    private readonly long[] _reached;
    private readonly double _whole;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Timer? _timer;
    private readonly Lock _gate = new();
    private bool _isShown;
    private bool _isOver;

    /// <summary>Begins.</summary>
    /// <param name="error">Where it is written.</param>
    /// <param name="jobs">What will run.</param>
    public ProgressLine(TextWriter error, IReadOnlyList<RunJob> jobs)
    {
        _error = error;
        _reached = new long[jobs.Count];
        _whole = jobs.Sum(job => job.Scenario.Duration.TotalMicroseconds);
        bool isTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
        _timer = isTerminal ? new Timer(_ => Show(), null, Patience, Beat) : null;
    }

    /// <summary>What tells it how far a run is; nothing where nobody looks.</summary>
    public IEnumerable<IRunObserver> ObserverOf(RunJob job) => _timer is null ? [] : [new Reach(_reached, job.Number)];

    /// <summary>Marks a run as done.</summary>
    public void Done(RunJob job) => Volatile.Write(ref _reached[job.Number], (long)job.Scenario.Duration.TotalMicroseconds);

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            _isOver = true;
            if (_isShown)
            {
                _error.Write(Clear);
            }
        }
    }

    private void Show()
    {
        double part = 0;
        for (int i = 0; i < _reached.Length; i++)
        {
            part += Volatile.Read(ref _reached[i]) / _whole;
        }

        part = Math.Clamp(part, 0, 1);
        int full = (int)(part * BarLetters);
        string left = part < 0.01 ? "" : $", {Text(_watch.Elapsed.TotalSeconds * (1 - part) / part)} left";
        string bar = new string('#', full) + new string('.', BarLetters - full);
        lock (_gate)
        {
            if (!_isOver)
            {
                _isShown = true;
                _error.Write(string.Create(CultureInfo.InvariantCulture, $"{Clear}[{bar}] {part * 100:F0} % of {_reached.Length} {(_reached.Length == 1 ? "run" : "runs")}{left}"));
            }
        }
    }

    private static string Text(double seconds) => seconds < 90
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:F0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:F0} min");

    private sealed class Reach(long[] reached, int number) : IRunObserver
    {
        public void On(in RunEvent happened) => Volatile.Write(ref reached[number], happened.At.Microseconds);
    }
}
