namespace Mesh.Simulator.Fieldlogs;

/// <summary>
/// How far the clocks of two recordings are apart, by what both saw; wall clocks, which may be hours wrong, only break ties. A difference is what has to
/// be added to the second one's time to have the first one's. Each pair of events that may have been one gives a vote; the true difference is where most
/// votes meet. A message cannot arrive before it was written, which bounds the difference from both sides.
/// </summary>
internal sealed class ClockComparison
{
    /// <summary>The latest link-ups of a pair that are compared each with each.</summary>
    public const int UpsMax = 300;

    /// <summary>Votes so near each other are one: the ends of a link agree on it within a handshake and what a loaded machine adds.</summary>
    private const long Window = 500_000;

    /// <summary>How far clocks may drift apart from the bounds: 50 millionths over five hours.</summary>
    private const long Drift = 1_000_000;

    private readonly FieldlogSession _first;
    private readonly FieldlogSession _second;
    private readonly List<long> _links = [];
    private readonly List<long> _messages = [];
    private long _lower = long.MinValue;
    private long _upper = long.MaxValue;

    private ClockComparison(FieldlogSession first, FieldlogSession second)
    {
        _first = first;
        _second = second;
    }

    /// <summary>The difference, and how well it is founded; null where the two have nothing in common.</summary>
    public static ClockDifference? Of(FieldlogSession first, FieldlogSession second)
    {
        if (first.Node == second.Node)
        {
            return OfOneMachine(first, second);
        }

        ClockComparison comparison = new(first, second);
        comparison.CompareLinks();
        comparison.CompareMessages();
        return comparison.Decide();
    }

    /// <summary>The machine's own clock tells, unless the machine began anew in between.</summary>
    private static ClockDifference? OfOneMachine(FieldlogSession first, FieldlogSession second)
    {
        long monotonic = second.Monotonic - first.Monotonic;
        bool isOneRun = Math.Abs(second.Wall - first.Wall - monotonic) < Drift;
        return isOneRun ? new ClockDifference(monotonic, ClockSource.Monotonic, 1, 0) : null;
    }

    private void CompareLinks()
    {
        long[] firsts = UpsOf(_first, _second.Node);
        long[] seconds = UpsOf(_second, _first.Node);
        foreach (long first in firsts)
        {
            _links.AddRange(seconds.Select(second => first - second));
        }
    }

    private static long[] UpsOf(FieldlogSession session, string peer) =>
        [.. session.Links.Where(link => link is { IsUp: true, IsStanding: false } && link.Peer == peer).Select(link => link.At).TakeLast(UpsMax)];

    private void CompareMessages()
    {
        Dictionary<string, long> written = _second.WrittenAt;
        Dictionary<string, long> heard = _second.HeardAt;
        foreach (FieldlogMessage message in _first.Published)
        {
            if (heard.TryGetValue(message.Id, out long at))
            {
                _messages.Add(message.At - at);
                _lower = Math.Max(_lower, message.At - at);
            }
        }

        foreach (FieldlogMessage message in _first.Received)
        {
            if (written.TryGetValue(message.Id, out long at))
            {
                _messages.Add(message.At - at);
                _upper = Math.Min(_upper, message.At - at);
            }
            else if (heard.TryGetValue(message.Id, out at))
            {
                _messages.Add(message.At - at);
            }
        }
    }

    private ClockDifference? Decide()
    {
        ClockDifference? found = Densest(_links, ClockSource.Links) ?? Densest(_messages, ClockSource.Messages);

        // Within what messages allow; where these contradict each other by the drift of a long record, the votes stand.
        return found is { } difference && _lower <= _upper
            ? difference with { Value = Math.Clamp(difference.Value, _lower, _upper) }
            : found;
    }

    private ClockDifference? Densest(List<long> votes, ClockSource source)
    {
        long[] possible = [.. votes.Where(IsPossible).Order()];
        long[] messages = source == ClockSource.Messages ? possible : [.. _messages.Where(IsPossible).Order()];
        ClockDifference? best = null;
        (int Events, int Messages, long Wall) bestRank = default;
        for (int from = 0, to = 0; from < possible.Length; from++)
        {
            while (to < possible.Length && possible[to] - possible[from] <= Window)
            {
                to++;
            }

            long middle = possible[(from + to - 1) / 2];
            (int Events, int Messages, long Wall) rank = (to - from, CountNear(messages, middle), -Math.Abs(_second.Wall - _first.Wall - middle));
            if (best is null || rank.CompareTo(bestRank) > 0)
            {
                bestRank = rank;
                best = new ClockDifference(middle, source, to - from + (source == ClockSource.Links ? rank.Messages : 0), possible[to - 1] - possible[from]);
            }
        }

        return best;
    }

    private bool IsPossible(long difference) =>
        (_lower == long.MinValue || difference >= _lower - Drift) && (_upper == long.MaxValue || difference <= _upper + Drift);

    private static int CountNear(long[] sorted, long middle)
    {
        int from = Array.BinarySearch(sorted, middle - (Window / 2));
        int to = Array.BinarySearch(sorted, middle + (Window / 2) + 1);
        return (to < 0 ? ~to : to) - (from < 0 ? ~from : from);
    }
}
