namespace Mesh.Hosting;

/// <summary>Turns a <see cref="TimeProvider"/> into the machine's time. Thread-safe.</summary>
internal sealed class NodeClock
{
    private readonly long _start;

    public NodeClock(TimeProvider provider)
    {
        Provider = provider;
        _start = provider.GetTimestamp();
    }

    public TimeProvider Provider { get; }

    /// <summary>Time since the clock was made; never goes back.</summary>
    public MeshInstant Now => new(Provider.GetElapsedTime(_start).Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>The wall clock, for display and for the hybrid clock only.</summary>
    public DateTimeOffset WallClock => Provider.GetUtcNow();
}
