namespace Mesh.Simulator.Embedding;

/// <summary>
/// A timer of a <see cref="VirtualClock"/>. It rings on the loop, in the execution context that it was made in, as the system's timers do. What the platform
/// builds on timers (Task.Delay, WaitAsync) is told outside the loop's synchronization context: so who awaits it with ConfigureAwait(false) goes on at once, on
/// the loop, and not on the thread pool.
/// </summary>
internal sealed class VirtualTimer : ITimer
{
    private readonly VirtualClock _clock;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly bool _isPlatforms;
    private long _version;
    private TimeSpan _period;
    private bool _isDisposed;

    /// <summary>Makes a timer that is not set.</summary>
    public VirtualTimer(VirtualClock clock, TimerCallback callback, object? state)
    {
        _clock = clock;
        _callback = callback;
        _state = state;
        _isPlatforms = callback.Method.Module.Assembly == typeof(Task).Assembly;
    }

    /// <summary>Which setting of the timer counts; what was planned for an earlier one does not happen.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <inheritdoc/>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (Volatile.Read(ref _isDisposed))
        {
            return false;
        }

        long version = Interlocked.Increment(ref _version);
        _period = period;
        if (dueTime >= TimeSpan.Zero)
        {
            _clock.After(dueTime, this, version);
        }

        return true;
    }

    /// <summary>Rings, unless the timer was set anew or disposed since.</summary>
    public void Fire(long version)
    {
        if (version != Version)
        {
            return;
        }

        if (_period > TimeSpan.Zero)
        {
            _clock.After(_period, this, version);
        }

        if (_isPlatforms)
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        if (_context is null)
        {
            _callback(_state);
        }
        else
        {
            ExecutionContext.Run(_context, state => _callback(state), _state);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Volatile.Write(ref _isDisposed, true);
        Interlocked.Increment(ref _version);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
