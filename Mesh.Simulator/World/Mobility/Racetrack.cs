namespace Mesh.Simulator.World.Mobility;

/// <summary>Relays: stations in a row across the middle of the area, a node on each, around an oval along the row, all from different places on it.</summary>
internal static class Racetrack
{
    /// <summary>Draws the track of one of them.</summary>
    public static Track Draw(MobilitySpec spec, int node, int nodes, TimeSpan duration, MeshRandom random)
    {
        double radius = Math.Min(random.Within(spec.TurnRadius), spec.Height / 2);
        double half = Math.Min(spec.TrackLength / 2, Math.Max(0, (spec.Width / 2) - radius));
        double x = Math.Clamp((node + 0.5) * spec.Width / nodes, half + radius, Math.Max(half + radius, spec.Width - half - radius));
        double y = spec.Height / 2;
        double phase = random.Unit();
        Position start = new(x - half + (2 * half * phase), y - radius, random.Within(spec.Altitude));
        Flight flight = new(new TrackDraft(start, duration), Math.Max(0.1, random.Within(spec.Speed)));
        flight.To(x + half, y - radius);
        flight.Arc(x + half, y, radius, -Math.PI / 2, Math.PI);
        flight.To(x - half, y + radius);
        flight.Arc(x - half, y, radius, Math.PI / 2, Math.PI);
        while (!flight.IsComplete)
        {
            Oval.Fly(flight, x - half, y, x + half, y, radius, double.MaxValue);
        }

        return flight.ToTrack();
    }
}
