using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>Writes movement for ns-2 and ns-3: first places, legs as setdest, jumps as set, and when nodes enter and leave as switch.</summary>
internal static class Ns2Export
{
    /// <summary>The movement.</summary>
    public static void Write(Imported imported, TextWriter output)
    {
        IReadOnlyList<Track> tracks = imported.Movement!.Tracks;
        bool isSolid = IsSolid(imported.Movement);
        for (int node = 0; node < tracks.Count; node++)
        {
            IReadOnlyList<Waypoint> waypoints = tracks[node].Waypoints;
            foreach ((string axis, double value) in Axes(waypoints[0].Place, isSolid))
            {
                output.Write(FormattableString.Invariant($"$node_({node}) set {axis} {value:R}\n"));
            }

            for (int i = 1; i < waypoints.Count; i++)
            {
                WriteLeg(output, node, waypoints[i - 1], waypoints[i], isSolid);
            }

            WriteActive(output, node, tracks[node].Active);
        }
    }

    /// <summary>The length, which the movement itself does not say.</summary>
    public static void WriteParameters(Imported imported, TextWriter output)
    {
        output.Write(FormattableString.Invariant($"set val(nn) {imported.Nodes}\n"));
        output.Write(FormattableString.Invariant($"set val(duration) {ExportNumber.Seconds(MeshInstant.Zero + imported.Movement!.Duration)}\n"));
    }

    /// <summary>Whether any node ever leaves the ground.</summary>
    public static bool IsSolid(Movement movement) => movement.Tracks.Any(track => track.Waypoints.Any(waypoint => waypoint.Place.Z != 0));

    private static void WriteLeg(TextWriter output, int node, Waypoint from, Waypoint to, bool isSolid)
    {
        if (from.Place == to.Place)
        {
            return;
        }

        string at = ExportNumber.Seconds(from.At);
        if (from.At == to.At)
        {
            foreach ((string axis, double value) in Axes(to.Place, isSolid))
            {
                output.Write(FormattableString.Invariant($"$ns_ at {at} \"$node_({node}) set {axis} {value:R}\"\n"));
            }

            return;
        }

        double speed = Distance.Metres(from.Place, to.Place) / (to.At - from.At).TotalSeconds;
        string height = isSolid ? FormattableString.Invariant($" {to.Place.Z:R}") : "";
        output.Write(FormattableString.Invariant($"$ns_ at {at} \"$node_({node}) setdest {to.Place.X:R} {to.Place.Y:R}{height} {speed:R}\"\n"));
    }

    private static void WriteActive(TextWriter output, int node, IReadOnlyList<ActiveSpan> active)
    {
        if (active.Count > 0 && active[0].From > MeshInstant.Zero)
        {
            output.Write(FormattableString.Invariant($"$ns_ at 0 \"$node_({node}) switch OFF\"\n"));
        }

        foreach (ActiveSpan span in active)
        {
            output.Write(FormattableString.Invariant($"$ns_ at {ExportNumber.Seconds(span.From)} \"$node_({node}) switch ON\"\n"));
            output.Write(FormattableString.Invariant($"$ns_ at {ExportNumber.Seconds(span.Until)} \"$node_({node}) switch OFF\"\n"));
        }
    }

    private static IEnumerable<(string Axis, double Value)> Axes(Position place, bool isSolid)
    {
        yield return ("X_", place.X);
        yield return ("Y_", place.Y);
        if (isSolid)
        {
            yield return ("Z_", place.Z);
        }
    }
}
