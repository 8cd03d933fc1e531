using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>Writes BonnMotion's own files.</summary>
internal static class BonnMotionExport
{
    /// <summary>The movement: a line for each node, behind <c>#3D</c> where anybody leaves the ground.</summary>
    public static void Write(Imported imported, TextWriter output)
    {
        bool isSolid = Ns2Export.IsSolid(imported.Movement!);
        output.Write(isSolid ? "#3D\n" : "");
        foreach (Track track in imported.Movement!.Tracks)
        {
            string between = "";
            foreach (Waypoint waypoint in track.Waypoints)
            {
                output.Write(between);
                output.Write(ExportNumber.Seconds(waypoint));
                output.Write(FormattableString.Invariant($" {waypoint.Place.X:R} {waypoint.Place.Y:R}"));
                output.Write(isSolid ? FormattableString.Invariant($" {waypoint.Place.Z:R}") : "");
                between = " ";
            }

            output.Write('\n');
        }
    }

    /// <summary>The parameters that its tools ask for.</summary>
    public static void WriteParameters(Imported imported, TextWriter output)
    {
        Movement movement = imported.Movement!;
        IEnumerable<Position> corners = movement.Tracks.SelectMany(track => track.Waypoints).Select(waypoint => waypoint.Place);
        bool isSolid = Ns2Export.IsSolid(movement);
        output.Write("model=MeshSim\n");
        output.Write(FormattableString.Invariant($"x={corners.Max(corner => corner.X):R}\ny={corners.Max(corner => corner.Y):R}\n"));
        output.Write(isSolid ? FormattableString.Invariant($"z={corners.Max(corner => corner.Z):R}\n") : "");
        output.Write(FormattableString.Invariant($"duration={ExportNumber.Seconds(MeshInstant.Zero + movement.Duration)}\nnn={imported.Nodes}\nJ={(isSolid ? "3D" : "2D")}\n"));
    }
}
