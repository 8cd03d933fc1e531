namespace Mesh.Simulator.World.Contacts;

/// <summary>Cuts a track into legs that are short enough for a grid.</summary>
internal static class TrackLegs
{
    private const double MicrosecondsPerSecond = 1_000_000;

    /// <summary>The legs of a node while it is there, by time.</summary>
    /// <param name="track">Its track.</param>
    /// <param name="end">End of interest, seconds.</param>
    /// <param name="lengthMax">Longest leg, metres.</param>
    public static IEnumerable<Leg> Of(Track track, double end, double lengthMax)
    {
        if (track.Active.Count == 0)
        {
            return Between(track, 0, end, lengthMax);
        }

        return track.Active.SelectMany(span => Between(track, Seconds(span.From), Math.Min(Seconds(span.Until), end), lengthMax));
    }

    private static IEnumerable<Leg> Between(Track track, double from, double until, double lengthMax)
    {
        IReadOnlyList<Waypoint> way = track.Waypoints;
        if (Seconds(way[0]) > from)
        {
            yield return new Leg(from, Math.Min(until, Seconds(way[0])), from, way[0].Place, default);
        }

        for (int i = 1; i < way.Count && Seconds(way[i - 1]) < until; i++)
        {
            double begin = Seconds(way[i - 1]);
            double arrival = Seconds(way[i]);
            if (arrival <= from || arrival <= begin)
            {
                continue;
            }

            Leg whole = new(Math.Max(begin, from), Math.Min(arrival, until), begin, way[i - 1].Place, Velocity(way[i - 1].Place, way[i].Place, arrival - begin));
            foreach (Leg part in Parts(whole, lengthMax))
            {
                yield return part;
            }
        }

        double last = Math.Max(Seconds(way[^1]), from);
        if (last < until)
        {
            yield return new Leg(last, until, last, way[^1].Place, default);
        }
    }

    private static IEnumerable<Leg> Parts(Leg whole, double lengthMax)
    {
        Position v = whole.Velocity;
        double length = Math.Sqrt((v.X * v.X) + (v.Y * v.Y) + (v.Z * v.Z)) * (whole.Until - whole.From);
        int parts = (int)Math.Min(Math.Max(1, Math.Ceiling(length / lengthMax)), int.MaxValue);
        double from = whole.From;
        for (int part = 1; part <= parts; part++)
        {
            double until = part == parts ? whole.Until : whole.From + ((whole.Until - whole.From) * part / parts);
            yield return whole with { From = from, Until = until };
            from = until;
        }
    }

    private static Position Velocity(Position from, Position to, double seconds) =>
        new((to.X - from.X) / seconds, (to.Y - from.Y) / seconds, (to.Z - from.Z) / seconds);

    private static double Seconds(MeshInstant instant) => instant.Microseconds / MicrosecondsPerSecond;

    private static double Seconds(Waypoint point) => (point.At.Microseconds + point.Remainder) / MicrosecondsPerSecond;
}
