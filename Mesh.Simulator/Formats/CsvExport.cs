using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>Writes waypoints as <c>id,t,x,y,z</c>; between two rows of a node it moves evenly. Names with commas become numbers.</summary>
internal static class CsvExport
{
    /// <summary>The movement, node by node.</summary>
    public static void Write(Imported imported, TextWriter output)
    {
        output.Write("id,t,x,y,z\n");
        bool arePlain = imported.Names.All(name => name.AsSpan().IndexOfAny(",;\"# \t") < 0);
        for (int node = 0; node < imported.Nodes; node++)
        {
            string name = arePlain ? imported.Names[node] : FormattableString.Invariant($"{node}");
            foreach (Waypoint waypoint in imported.Movement!.Tracks[node].Waypoints)
            {
                output.Write(FormattableString.Invariant($"{name},{ExportNumber.Seconds(waypoint.At)},{waypoint.Place.X:R},{waypoint.Place.Y:R},{waypoint.Place.Z:R}\n"));
            }
        }
    }
}
