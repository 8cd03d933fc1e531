namespace Mesh.Simulator.Embedding;

/// <summary>
/// One thread on which everything happens, one step after the other, in the order in which it became possible. Only when no step is left does virtual time go on,
/// to the next thing that is planned. So time never passes while there is work, and the same program gives the same run.
/// </summary>
internal sealed class EventLoop
{
    private const int TurnsBetweenLooks = 256;

    private readonly Lock _gate = new();
    private readonly Queue<(SendOrPostCallback Step, object? State)> _steps = new();
    private readonly AutoResetEvent _changed = new(false);
    private readonly AsyncLocal<object?> _mark;
    private readonly bool _waitsWhenIdle;
    private int _thread;
    private int _held;
    private bool _isWaiting;
    private long _strays;

    /// <summary>Makes a loop that does not run yet.</summary>
    /// <param name="waitsWhenIdle">Whether other threads bring steps, so that a loop with nothing to do and nothing planned waits for them.</param>
    public EventLoop(bool waitsWhenIdle = false)
    {
        _waitsWhenIdle = waitsWhenIdle;
        _mark = new AsyncLocal<object?>(OnMark);
        Clock = new VirtualClock(Wake);
        Context = new LoopContext(this);
    }

    /// <summary>The loop's clock.</summary>
    public VirtualClock Clock { get; }

    /// <summary>Brings continuations to the loop.</summary>
    public SynchronizationContext Context { get; }

    /// <summary>Whether the caller is on the loop.</summary>
    public bool IsHere => Environment.CurrentManagedThreadId == Volatile.Read(ref _thread);

    /// <summary>How often what had begun on the loop went on elsewhere, where the loop neither waits for it nor decides its order.</summary>
    public long Strays => Interlocked.Read(ref _strays);

    /// <summary>Called on the loop before time goes on.</summary>
    public Action? Settled { get; set; }

    /// <summary>Called on the loop with what a step threw.</summary>
    public required Action<Exception> Failed { get; init; }

    /// <summary>Most steps at one instant; more are taken for a loop without end that keeps time from going on.</summary>
    public long StepsAtOnceMax { get; init; } = 20_000_000;

    /// <summary>Adds a step. Thread-safe.</summary>
    public void Post(SendOrPostCallback step, object? state)
    {
        lock (_gate)
        {
            _steps.Enqueue((step, state));
        }

        Wake();
    }

    /// <summary>Lets time stand still until <see cref="Release"/>: something happens outside that is waited for.</summary>
    public void Hold() => Interlocked.Increment(ref _held);

    /// <summary>Ends one <see cref="Hold"/>.</summary>
    public void Release()
    {
        Interlocked.Decrement(ref _held);
        Wake();
    }

    /// <summary>Runs on this thread until the work ends.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="InvalidOperationException">The work can never end: nothing is left to happen, or the steps of one instant never end.</exception>
    public void Run(Func<Task> work, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _thread, Environment.CurrentManagedThreadId);
        _mark.Value = this;
        SynchronizationContext.SetSynchronizationContext(Context);
        Task main = work();
        TimeSpan instant = Clock.Now;
        long steps = 0;
        for (long turn = 0; !main.IsCompleted; turn++)
        {
            if (turn % TurnsBetweenLooks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (steps++ > StepsAtOnceMax)
            {
                throw new InvalidOperationException("Time stands still: the work of one instant never ends. Look for a loop that waits without a time, such as one around Task.Yield.");
            }

            if (!TryStep())
            {
                Idle();
            }

            if (Clock.Now != instant)
            {
                instant = Clock.Now;
                steps = 1;
            }
        }

        _mark.Value = null;
    }

    private bool TryStep()
    {
        (SendOrPostCallback Step, object? State) next;
        lock (_gate)
        {
            if (!_steps.TryDequeue(out next))
            {
                return false;
            }
        }

        Guard(next.Step, next.State);
        return true;
    }

    private void Idle()
    {
        if (Volatile.Read(ref _held) > 0)
        {
            Await();
            return;
        }

        if (Clock.Next is not TimeSpan next)
        {
            if (!_waitsWhenIdle)
            {
                throw new InvalidOperationException("Nothing is left to happen, and the test has not ended: it waits for something that never comes.");
            }

            Await();
            return;
        }

        if (next > Clock.Now)
        {
            Settled?.Invoke();
            lock (_gate)
            {
                if (_steps.Count > 0)
                {
                    return;
                }
            }
        }

        Guard(_ => Clock.TryAdvance(), null);
    }

    private void Guard(SendOrPostCallback step, object? state)
    {
        SynchronizationContext.SetSynchronizationContext(Context);
        try
        {
            step(state);
        }
        catch (Exception exception)
        {
            Failed(exception);
        }
    }

    private void Await()
    {
        Volatile.Write(ref _isWaiting, true);
        bool isEmpty;
        lock (_gate)
        {
            isEmpty = _steps.Count == 0;
        }

        if (isEmpty && (Volatile.Read(ref _held) > 0 || Clock.Next is null))
        {
            _changed.WaitOne();
        }

        Volatile.Write(ref _isWaiting, false);
    }

    private void Wake()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _isWaiting))
        {
            _changed.Set();
        }
    }

    // Told whenever a thread takes up or lays down what began on the loop.
    private void OnMark(AsyncLocalValueChangedArgs<object?> change)
    {
        if (change.ThreadContextChanged && change.CurrentValue is not null && !IsHere)
        {
            Interlocked.Increment(ref _strays);
        }
    }
}
