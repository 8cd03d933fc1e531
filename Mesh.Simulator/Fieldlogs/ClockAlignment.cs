namespace Mesh.Simulator.Fieldlogs;

/// <summary>
/// Brings the clocks of recordings to one: from the first recording on, always by the best founded difference to one that is placed already. What has
/// nothing in common with those is placed by its wall clock.
/// </summary>
internal static class ClockAlignment
{
    /// <summary>The offsets, by recording; the earliest beginning is 0 of the common clock.</summary>
    public static IReadOnlyList<ClockOffset> Of(IReadOnlyList<FieldlogSession> sessions)
    {
        var offsets = new ClockOffset[sessions.Count];
        var reached = new (int From, ClockDifference Difference)?[sessions.Count];
        bool[] isPlaced = new bool[sessions.Count];
        offsets[0] = new ClockOffset(0, ClockSource.Reference, 0, 0, 0);
        for (int placed = 0, next = 0; placed < sessions.Count; placed++)
        {
            isPlaced[next] = true;
            Reach(sessions, isPlaced, reached, next);
            next = Best(reached, isPlaced);
            if (next < 0 && placed + 1 < sessions.Count)
            {
                next = Array.IndexOf(isPlaced, false);
                offsets[next] = new ClockOffset(sessions[next].Wall - sessions[0].Wall, ClockSource.Wall, 0, 0, 0);
            }
            else if (next >= 0)
            {
                (int from, ClockDifference difference) = reached[next]!.Value;
                long start = offsets[from].Start + difference.Value;
                long wallError = sessions[next].Wall - sessions[0].Wall - start;
                offsets[next] = new ClockOffset(start, difference.Source, difference.Events, difference.Spread, wallError);
            }
        }

        long first = offsets.Min(offset => offset.Start);
        return [.. offsets.Select(offset => offset with { Start = offset.Start - first })];
    }

    private static void Reach(IReadOnlyList<FieldlogSession> sessions, bool[] isPlaced, (int From, ClockDifference Difference)?[] reached, int from)
    {
        for (int to = 0; to < sessions.Count; to++)
        {
            if (!isPlaced[to] && ClockComparison.Of(sessions[from], sessions[to]) is { } difference
                && (reached[to] is not { } known || difference.Rank.CompareTo(known.Difference.Rank) > 0))
            {
                reached[to] = (from, difference);
            }
        }
    }

    private static int Best((int From, ClockDifference Difference)?[] reached, bool[] isPlaced)
    {
        int best = -1;
        for (int one = 0; one < reached.Length; one++)
        {
            if (!isPlaced[one] && reached[one] is { } candidate && (best < 0 || candidate.Difference.Rank.CompareTo(reached[best]!.Value.Difference.Rank) > 0))
            {
                best = one;
            }
        }

        return best;
    }
}
