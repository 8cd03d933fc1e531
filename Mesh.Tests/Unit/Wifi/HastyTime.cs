namespace Mesh.Tests.Unit.Wifi;

/// <summary>A clock that runs fifty times as fast as the system's, for patience of seconds.</summary>
internal sealed class HastyTime : TimeProvider
{
    private const int Haste = 50;

    public override long GetTimestamp() => base.GetTimestamp() * Haste;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Hastened(dueTime), Hastened(period));

    private static TimeSpan Hastened(TimeSpan time) => time > TimeSpan.Zero ? time / Haste : time;
}
