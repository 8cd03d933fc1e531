namespace Mesh.Diagnostics;

/// <summary>
/// A count since the node started, which whoever reads the meter asks for: a reader that comes late misses nothing, and without one counting costs an
/// addition. Thread-safe.
/// </summary>
internal sealed class Tally
{
    private long _count;

    /// <summary>The count so far.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Counts <paramref name="more"/>, which is below zero only where something ends that was counted when it began.</summary>
    public void Add(long more = 1) => Interlocked.Add(ref _count, more);
}
