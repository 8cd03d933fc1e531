namespace Mesh.Tests.Unit.Node;

/// <summary>A clock that stands until a test moves it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly SemaphoreSlim _timerMade = new(0);
    private TimeSpan _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _elapsed.Ticks;
        }
    }

    public override DateTimeOffset GetUtcNow() => FakeChatNode.Noon + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            ManualTimer timer = new(this, () => callback(state), _elapsed + dueTime);
            _timers.Add(timer);
            _timerMade.Release();
            return timer;
        }
    }

    /// <summary>Waits until somebody waits on this clock again.</summary>
    public Task TimerMadeAsync(CancellationToken cancellationToken) => _timerMade.WaitAsync(cancellationToken);

    public void Advance(TimeSpan span)
    {
        ManualTimer[] due;
        lock (_lock)
        {
            _elapsed += span;
            due = [.. _timers.Where(timer => timer.DueAt <= _elapsed)];
            _timers.RemoveAll(due.Contains);
        }

        foreach (ManualTimer timer in due)
        {
            timer.Fire();
        }
    }

    private void Remove(ManualTimer timer)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
        }
    }

    private sealed class ManualTimer(ManualTime owner, Action fire, TimeSpan dueAt) : ITimer
    {
        public TimeSpan DueAt { get; } = dueAt;

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose() => owner.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
