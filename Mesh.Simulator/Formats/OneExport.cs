using System.Globalization;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>Writes what The ONE reads. Hosts are called by their numbers, which are its addresses; times count from the start of the simulation.</summary>
internal static class OneExport
{
    /// <summary>Contacts as CONN events, and messages for one node as C events, by time; at one instant beginnings first.</summary>
    public static void WriteContacts(Imported imported, TextWriter output)
    {
        List<(MeshInstant At, int Order, string Text)> events = [];
        foreach (Contact contact in imported.Contacts!.Contacts)
        {
            events.Add((contact.Up, 0, FormattableString.Invariant($"CONN {contact.A} {contact.B} up")));
            events.Add((contact.Down, 2, FormattableString.Invariant($"CONN {contact.A} {contact.B} down")));
        }

        foreach (ImportedMessage message in imported.Messages.Where(message => message.To is not null))
        {
            events.Add((message.At, 1, FormattableString.Invariant($"C {message.Id} {message.From} {message.To} {message.Bytes}")));
        }

        foreach ((MeshInstant at, _, string text) in events.OrderBy(e => (e.At, e.Order)))
        {
            output.Write(ExportNumber.Seconds(at));
            output.Write(' ');
            output.Write(text);
            output.Write('\n');
        }
    }

    /// <summary>A row for each node and second can be very many.</summary>
    public static string? RefuseMovement(Imported imported)
    {
        double rows = (Math.Floor(imported.Movement!.Duration.TotalSeconds) + 1) * imported.Nodes;
        return rows <= FormatLimits.RecordsMax ? null : FormattableString.Invariant($"{imported.Nodes} nodes over {imported.Movement.Duration.TotalSeconds:F0} s are {rows:F0} rows of one second, and at most {FormatLimits.RecordsMax} are written");
    }

    /// <summary>Positions each second, which is the constant interval that The ONE asks for. When nodes are switched off cannot be said there.</summary>
    public static void WriteMovement(Imported imported, TextWriter output)
    {
        Movement movement = imported.Movement!;
        Position[] corners = [.. movement.Tracks.SelectMany(track => track.Waypoints).Select(waypoint => waypoint.Place)];
        bool isSolid = corners.Any(corner => corner.Z != 0);
        string range = FormattableString.Invariant($"{corners.Min(c => c.X):R} {corners.Max(c => c.X):R} {corners.Min(c => c.Y):R} {corners.Max(c => c.Y):R}");
        string heights = isSolid ? FormattableString.Invariant($" {corners.Min(c => c.Z):R} {corners.Max(c => c.Z):R}") : "";
        output.Write(FormattableString.Invariant($"0 {ExportNumber.Seconds(MeshInstant.Zero + movement.Duration)} {range}{heights}\n"));
        for (MeshInstant at = MeshInstant.Zero; at - MeshInstant.Zero <= movement.Duration; at += TimeSpan.FromSeconds(1))
        {
            for (int node = 0; node < movement.Tracks.Count; node++)
            {
                Position place = movement.Tracks[node].At(at);
                output.Write(ExportNumber.Seconds(at));
                output.Write(string.Create(CultureInfo.InvariantCulture, $" {node} {place.X:R} {place.Y:R}"));
                output.Write(isSolid ? string.Create(CultureInfo.InvariantCulture, $" {place.Z:R}\n") : "\n");
            }
        }
    }
}
