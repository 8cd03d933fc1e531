using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>How far and how fast the nodes of a file move.</summary>
/// <param name="Waypoints">Over all nodes.</param>
/// <param name="Min">Least coordinates, metres.</param>
/// <param name="Max">Greatest coordinates, metres.</param>
/// <param name="SpeedMean">Way over time, over all nodes, metres per second; rests count, jumps do not.</param>
/// <param name="SpeedMax">Fastest leg of at least a tenth of a second.</param>
/// <param name="Way">Metres that all nodes move together; jumps do not count.</param>
internal sealed record MovementExtent(int Waypoints, Position Min, Position Max, double SpeedMean, double SpeedMax, double Way)
{
    private const double LegSecondsMin = 0.1;

    /// <summary>Measures a file; null when nothing moves in it.</summary>
    public static MovementExtent? Of(Imported file)
    {
        if (file.Movement is not { } movement)
        {
            return null;
        }

        Position[] corners = [.. movement.Tracks.SelectMany(track => track.Waypoints).Select(waypoint => waypoint.Place)];
        double way = 0;
        double fastest = 0;
        foreach (Track track in movement.Tracks)
        {
            for (int i = 1; i < track.Waypoints.Count; i++)
            {
                double metres = Distance.Metres(track.Waypoints[i - 1].Place, track.Waypoints[i].Place);
                double seconds = (track.Waypoints[i].At - track.Waypoints[i - 1].At).TotalSeconds;
                way += seconds > 0 ? metres : 0;
                fastest = seconds >= LegSecondsMin ? Math.Max(fastest, metres / seconds) : fastest;
            }
        }

        double time = Math.Max((file.Until - file.From).TotalSeconds, 1e-6) * movement.Tracks.Count;
        return new MovementExtent(
            corners.Length,
            new Position(corners.Min(c => c.X), corners.Min(c => c.Y), corners.Min(c => c.Z)),
            new Position(corners.Max(c => c.X), corners.Max(c => c.Y), corners.Max(c => c.Z)),
            way / time,
            fastest,
            way);
    }
}
