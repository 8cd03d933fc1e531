namespace Mesh.Tests.Unit.Terminal;

/// <summary>A clock on which a second passes between any two looks, so that nobody has to wait for anything.</summary>
internal sealed class HurriedTime : TimeProvider
{
    private long _seconds;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => Interlocked.Increment(ref _seconds);

    public override DateTimeOffset GetUtcNow() => new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
}
