using Mesh.Simulator.Formats;

namespace Mesh.Simulator.Fieldlogs;

/// <summary>
/// Refuses field logs that would keep the machine for minutes or fill it: what is compared grows with the recordings times what they hold, so a small
/// file of many headers is as dear as a great one. Names the file with the greatest share.
/// </summary>
internal static class FieldlogBounds
{
    /// <summary>Checks all recordings that are read together, before anything is compared.</summary>
    /// <exception cref="FormatFault">There are too many, or they hold too much together.</exception>
    public static void Check(IReadOnlyList<FieldlogSession> sessions)
    {
        Refuse(sessions, _ => 1, sessions.Count, FormatLimits.SessionsMax, "recordings");
        Refuse(sessions, EventsOf, sessions.Sum(EventsOf) * sessions.Count, FormatLimits.ComparisonsMax, "events times recordings");
        Refuse(sessions, MessagesOf, (long)MessagesIn(sessions) * sessions.Count, FormatLimits.PairsMax, "messages times recordings");
        Refuse(sessions, session => UpsOf(session).Sum(ups => ups.Count), UpPairsIn(sessions), FormatLimits.PairsMax, "pairs of link-ups");
    }

    private static void Refuse(IReadOnlyList<FieldlogSession> sessions, Func<FieldlogSession, long> shareOf, long found, long limit, string what)
    {
        if (found > limit)
        {
            string file = sessions.GroupBy(session => session.File).MaxBy(group => group.Sum(shareOf))!.Key;
            throw FormatFault.Of(file, FormattableString.Invariant($"makes {found} {what}, together with what is read beside it; at most {limit} are compared, so leave recordings out."));
        }
    }

    private static long EventsOf(FieldlogSession session) => session.Links.Count + MessagesOf(session);

    private static long MessagesOf(FieldlogSession session) => session.Published.Count + session.Received.Count;

    private static int MessagesIn(IReadOnlyList<FieldlogSession> sessions)
    {
        HashSet<string> messages = new(StringComparer.Ordinal);
        foreach (FieldlogSession session in sessions)
        {
            messages.UnionWith(session.Published.Select(message => message.Id));
            messages.UnionWith(session.Received.Select(message => message.Id));
        }

        return messages.Count;
    }

    /// <summary>Link-ups that <see cref="ClockComparison"/> lays beside each other: each that one node saw of another with each that the other saw of it.</summary>
    private static long UpPairsIn(IReadOnlyList<FieldlogSession> sessions)
    {
        var seen = sessions.SelectMany(UpsOf).GroupBy(ups => (ups.Node, ups.Peer)).ToDictionary(group => group.Key, group => group.Sum(ups => ups.Count));
        return seen.Where(one => string.CompareOrdinal(one.Key.Node, one.Key.Peer) < 0).Sum(one => one.Value * seen.GetValueOrDefault((one.Key.Peer, one.Key.Node)));
    }

    private static IEnumerable<(string Node, string Peer, long Count)> UpsOf(FieldlogSession session) => session.Links
        .Where(link => link is { IsUp: true, IsStanding: false })
        .GroupBy(link => link.Peer)
        .Select(links => (session.Node, links.Key, Math.Min(links.LongCount(), ClockComparison.UpsMax)));
}
