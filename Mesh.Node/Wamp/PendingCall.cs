namespace Mesh.Node.Wamp;

/// <summary>A call of a session that is not over. Thread-safe.</summary>
/// <param name="request">The number of the CALL.</param>
/// <param name="time">The clock.</param>
/// <param name="progressTimeout">How long may pass between results when progressive ones are wanted; null: for ever.</param>
internal sealed class PendingCall(long request, TimeProvider time, TimeSpan? progressTimeout) : IDisposable
{
    private readonly CancellationTokenSource _given = new();
    private readonly Lock _lock = new();
    private ITimer? _timer;
    private long _lastHeard = time.GetTimestamp();
    private bool _isAnswered;
    private bool _isDisposed;

    public long Request => request;

    /// <summary>Cancelled when the callee is to be told that nobody waits.</summary>
    public CancellationToken GivenUp => _given.Token;

    /// <summary>Whether the caller has its last answer, so that nothing more may be sent.</summary>
    public bool IsAnswered
    {
        get
        {
            lock (_lock)
            {
                return _isAnswered;
            }
        }
    }

    /// <summary>Takes the right to send the last answer; only the first gets it.</summary>
    public bool TryAnswer()
    {
        lock (_lock)
        {
            bool isFirst = !_isAnswered;
            _isAnswered = true;
            return isFirst;
        }
    }

    /// <summary>Begins to watch the time between results.</summary>
    /// <param name="expired">Called once when nothing came for too long.</param>
    public void WatchProgress(Action expired)
    {
        if (progressTimeout is { } timeout)
        {
            Rearm(timeout, expired);
        }
    }

    /// <summary>A progressive result came.</summary>
    public void Heard() => Interlocked.Exchange(ref _lastHeard, time.GetTimestamp());

    /// <summary>Tells the callee that nobody waits.</summary>
    public void GiveUp()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }
        }

        // What it cancels may answer at once, so the lock is not held.
        try
        {
            _given.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended between the look and the cancelling.
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _timer?.Dispose();
        }

        _given.Dispose();
    }

    private void Rearm(TimeSpan due, Action expired)
    {
        lock (_lock)
        {
            _timer?.Dispose();
            _timer = _isDisposed ? null : time.CreateTimer(_ => OnTime(expired), null, due, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnTime(Action expired)
    {
        TimeSpan left = progressTimeout!.Value - time.GetElapsedTime(Interlocked.Read(ref _lastHeard));
        if (left > TimeSpan.Zero)
        {
            Rearm(left, expired);
        }
        else
        {
            expired();
        }
    }
}
