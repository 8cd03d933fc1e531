namespace Mesh;

/// <summary>A point on the node's monotonic clock, in whole microseconds since an arbitrary start. Not wall-clock time.</summary>
/// <param name="Microseconds">Microseconds since the start of the clock; never negative in a running node.</param>
public readonly record struct MeshInstant(long Microseconds) : IComparable<MeshInstant>
{
    /// <summary>The start of the clock.</summary>
    public static readonly MeshInstant Zero;

    /// <summary>Later than every other instant: "no deadline" in comparisons.</summary>
    public static readonly MeshInstant Never = new(long.MaxValue);

    /// <summary>The instant <paramref name="span"/> after <paramref name="instant"/>; saturates at <see cref="Never"/>.</summary>
    public static MeshInstant operator +(MeshInstant instant, TimeSpan span)
    {
        long added = span.Ticks / TimeSpan.TicksPerMicrosecond;
        return instant.Microseconds > long.MaxValue - Math.Max(added, 0) ? Never : new(instant.Microseconds + added);
    }

    /// <summary>The instant <paramref name="span"/> before <paramref name="instant"/>.</summary>
    public static MeshInstant operator -(MeshInstant instant, TimeSpan span) => instant + -span;

    /// <summary>The time from <paramref name="earlier"/> to <paramref name="later"/>; negative when they are swapped.</summary>
    public static TimeSpan operator -(MeshInstant later, MeshInstant earlier) =>
        TimeSpan.FromTicks((later.Microseconds - earlier.Microseconds) * TimeSpan.TicksPerMicrosecond);

    /// <summary>Whether <paramref name="left"/> is earlier than <paramref name="right"/>.</summary>
    public static bool operator <(MeshInstant left, MeshInstant right) => left.Microseconds < right.Microseconds;

    /// <summary>Whether <paramref name="left"/> is later than <paramref name="right"/>.</summary>
    public static bool operator >(MeshInstant left, MeshInstant right) => left.Microseconds > right.Microseconds;

    /// <summary>Whether <paramref name="left"/> is not later than <paramref name="right"/>.</summary>
    public static bool operator <=(MeshInstant left, MeshInstant right) => left.Microseconds <= right.Microseconds;

    /// <summary>Whether <paramref name="left"/> is not earlier than <paramref name="right"/>.</summary>
    public static bool operator >=(MeshInstant left, MeshInstant right) => left.Microseconds >= right.Microseconds;

    /// <summary>The earlier of two instants.</summary>
    public static MeshInstant Min(MeshInstant left, MeshInstant right) => left <= right ? left : right;

    /// <inheritdoc/>
    public int CompareTo(MeshInstant other) => Microseconds.CompareTo(other.Microseconds);

    /// <summary>Seconds with six decimals, for logs.</summary>
    public override string ToString() => FormattableString.Invariant($"{Microseconds / 1_000_000}.{Microseconds % 1_000_000:D6}s");
}
