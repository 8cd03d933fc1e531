namespace Mesh.Simulator.Embedding;

/// <summary>
/// A clock that only its loop moves, to the next thing that is planned. What is due at the same time happens in the order in which it was planned. Thread-safe.
/// </summary>
internal sealed class VirtualClock : TimeProvider
{
    /// <summary>What the wall clock shows when a run begins.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<Plan, (long Due, long Order)> _plans = new();
    private readonly Action _planned;
    private long _ticks;
    private long _order;

    /// <summary>Makes a clock that stands at zero.</summary>
    /// <param name="planned">Called, on any thread, when something was planned.</param>
    public VirtualClock(Action planned)
    {
        _planned = planned;
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Virtual time since the run began.</summary>
    public TimeSpan Now => TimeSpan.FromTicks(GetTimestamp());

    /// <summary>When the next thing is due, or null when nothing is planned.</summary>
    public TimeSpan? Next
    {
        get
        {
            lock (_gate)
            {
                return TryPeek(out long due) ? TimeSpan.FromTicks(due) : null;
            }
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Start + Now;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        VirtualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Plans an action after a time.</summary>
    public void After(TimeSpan wait, Action action) => Add(wait, new Plan(action, null, 0));

    /// <summary>Lets time go on to the next thing that is planned, and does it.</summary>
    /// <returns>False when nothing is planned; time then stands.</returns>
    public bool TryAdvance()
    {
        Plan plan;
        lock (_gate)
        {
            if (!TryPeek(out long due))
            {
                return false;
            }

            plan = _plans.Dequeue();
            Interlocked.Exchange(ref _ticks, Math.Max(due, _ticks));
        }

        if (plan.Timer is VirtualTimer timer)
        {
            timer.Fire(plan.Version);
        }
        else
        {
            plan.Action!();
        }

        return true;
    }

    /// <summary>Plans the next ringing of a timer.</summary>
    internal void After(TimeSpan wait, VirtualTimer timer, long version) => Add(wait, new Plan(null, timer, version));

    private void Add(TimeSpan wait, Plan plan)
    {
        lock (_gate)
        {
            _plans.Enqueue(plan, (_ticks + Math.Max(wait.Ticks, 0), _order++));
        }

        _planned();
    }

    private bool TryPeek(out long due)
    {
        while (_plans.TryPeek(out Plan plan, out (long Due, long Order) at))
        {
            if (plan.Timer is null || plan.Timer.Version == plan.Version)
            {
                due = at.Due;
                return true;
            }

            _plans.Dequeue();
        }

        due = 0;
        return false;
    }

    private readonly record struct Plan(Action? Action, VirtualTimer? Timer, long Version);
}
