using System.Numerics;

namespace Mesh.Simulator.Report;

/// <summary>
/// Counts delays in classes that are 1/64 of a doubling wide, so that any number of delays takes the same memory and none is told more than 1.6 % too long.
/// Delays below 128 us are exact.
/// </summary>
internal sealed class DelayHistogram
{
    private const int FineBits = 6;
    private const int Fine = 1 << FineBits;
    private const int Classes = (62 - FineBits + 2) * Fine;

    private readonly long[] _counts = new long[Classes];

    /// <summary>How many delays were counted.</summary>
    public long Count { get; private set; }

    /// <summary>Counts one delay; one below zero counts as zero.</summary>
    /// <param name="microseconds">Its length.</param>
    /// <param name="times">How often it occurred.</param>
    public void Add(long microseconds, long times = 1)
    {
        _counts[ClassOf(Math.Max(0, microseconds))] += times;
        Count += times;
    }

    /// <summary>Adds what another one counted.</summary>
    public void Add(DelayHistogram other)
    {
        for (int i = 0; i < Classes; i++)
        {
            _counts[i] += other._counts[i];
        }

        Count += other.Count;
    }

    /// <summary>For each class that holds something: its longest delay, microseconds, and how many delays are not longer.</summary>
    public IEnumerable<(long Microseconds, long Count)> Cumulative()
    {
        long sum = 0;
        for (int i = 0; i < Classes; i++)
        {
            if (_counts[i] > 0)
            {
                sum += _counts[i];
                yield return (LongestOf(i), sum);
            }
        }
    }

    /// <summary>The same with so many points at most, the last always among them.</summary>
    public IReadOnlyList<(long Microseconds, long Count)> Curve(int points)
    {
        List<(long Microseconds, long Count)> curve = [];
        long step = Math.Max(1, Count / Math.Max(1, points - 2));
        long next = 0;
        (long Microseconds, long Count) last = (0, 0);
        foreach ((long Microseconds, long Count) point in Cumulative())
        {
            last = point;
            if (point.Count >= next)
            {
                curve.Add(point);
                next = point.Count + step;
            }
        }

        if (curve.Count > 0 && curve[^1] != last)
        {
            curve.Add(last);
        }

        return curve;
    }

    private static int ClassOf(long microseconds)
    {
        if (microseconds < Fine)
        {
            return (int)microseconds;
        }

        int doubling = BitOperations.Log2((ulong)microseconds);
        return ((doubling - FineBits + 1) * Fine) + (int)((microseconds >> (doubling - FineBits)) & (Fine - 1));
    }

    private static long LongestOf(int index)
    {
        if (index < Fine)
        {
            return index;
        }

        int shift = (index / Fine) - 1;
        return ((Fine + (index % Fine) + 1L) << shift) - 1;
    }
}
