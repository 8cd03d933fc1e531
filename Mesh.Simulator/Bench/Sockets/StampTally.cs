using System.Diagnostics;

namespace Mesh.Simulator.Bench.Sockets;

/// <summary>Counts the stamps of one series as they arrive at one client. Thread-safe.</summary>
internal sealed class StampTally
{
    private readonly Lock _lock = new();
    private readonly List<double> _latencies = [];
    private readonly SemaphoreSlim _arrived = new(0);
    private uint _series;
    private uint _next;
    private int _latenciesMax;
    private int _count;

    /// <summary>How many came.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many came before an earlier one of their series; 0 when order held.</summary>
    public int OutOfOrder { get; private set; }

    /// <summary>When the last came.</summary>
    public long LastAt { get; private set; }

    /// <summary>Latencies in microseconds, in rising order.</summary>
    public double[] Latencies
    {
        get
        {
            lock (_lock)
            {
                return [.. _latencies.Order()];
            }
        }
    }

    /// <summary>Begins another series; stamps of others are passed over.</summary>
    /// <param name="series">Which.</param>
    /// <param name="latenciesMax">How many latencies are kept.</param>
    public void Begin(uint series, int latenciesMax)
    {
        lock (_lock)
        {
            _series = series;
            _latenciesMax = latenciesMax;
            _latencies.Clear();
            _next = 0;
            Volatile.Write(ref _count, 0);
            OutOfOrder = 0;
        }
    }

    /// <summary>Notes every stamp in a frame.</summary>
    public void Note(ReadOnlySpan<byte> frame)
    {
        long now = Stopwatch.GetTimestamp();
        lock (_lock)
        {
            int before = Count;
            while (Stamp.TryTake(ref frame, out Stamp stamp))
            {
                Note(stamp, now);
            }

            if (Count > before && _arrived.CurrentCount == 0)
            {
                _arrived.Release();
            }
        }
    }

    /// <summary>Waits until so many came, or nothing came for a while.</summary>
    /// <param name="count">How many.</param>
    /// <param name="patience">How long without any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many came.</returns>
    public async ValueTask<int> UntilAsync(int count, TimeSpan patience, CancellationToken cancellationToken)
    {
        while (Count < count && await _arrived.WaitAsync(patience, cancellationToken).ConfigureAwait(false))
        {
            // Something came; it may not be enough yet.
        }

        return Count;
    }

    private void Note(Stamp stamp, long now)
    {
        if (stamp.Series != _series)
        {
            return;
        }

        OutOfOrder += stamp.Number < _next ? 1 : 0;
        _next = Math.Max(_next, stamp.Number + 1);
        Volatile.Write(ref _count, _count + 1);
        LastAt = now;
        if (_latencies.Count < _latenciesMax)
        {
            _latencies.Add(Stopwatch.GetElapsedTime(stamp.At, now).TotalMicroseconds);
        }
    }
}
