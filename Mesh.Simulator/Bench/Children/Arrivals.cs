using System.Diagnostics;

namespace Mesh.Simulator.Bench.Children;

/// <summary>Messages of one measurement that a node has shown. Thread-safe.</summary>
internal sealed class Arrivals
{
    /// <summary>Latencies that are kept; a burst needs none.</summary>
    private const int LatenciesMax = 20_000;

    private readonly Lock _lock = new();
    private readonly List<double> _latencies = [];
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private int _wanted = int.MaxValue;
    private long _lastAt;

    /// <summary>One was shown.</summary>
    public void Note(long typedAt, long shownAt)
    {
        lock (_lock)
        {
            _count++;
            _lastAt = shownAt;
            if (_latencies.Count < LatenciesMax)
            {
                _latencies.Add(Stopwatch.GetElapsedTime(typedAt, shownAt).TotalMicroseconds);
            }

            if (_count >= _wanted)
            {
                _enough.TrySetResult();
            }
        }
    }

    /// <summary>Waits until so many were shown, or no longer than a time, and says what came.</summary>
    /// <param name="wanted">How many.</param>
    /// <param name="patience">How long.</param>
    /// <param name="withLatencies">Whether each one's latency is told.</param>
    public async Task<ArrivalReport> WaitAsync(int wanted, TimeSpan patience, bool withLatencies)
    {
        lock (_lock)
        {
            _wanted = wanted;
            if (_count >= wanted)
            {
                _enough.TrySetResult();
            }
        }

        await Task.WhenAny(_enough.Task, Task.Delay(patience)).ConfigureAwait(false);
        lock (_lock)
        {
            return new ArrivalReport(_count, _lastAt, withLatencies ? [.. _latencies.Select(latency => Math.Round(latency, 1))] : []);
        }
    }
}
