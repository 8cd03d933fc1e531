namespace Mesh.Simulator.World.Mobility;

/// <summary>
/// On a circle around the middle of the area, from stop to stop; after a whole round straight to a circle of another radius (Wang, Guan, Wang and Wang 2010).
/// Made for searching around a place.
/// </summary>
internal static class SemiRandomCircular
{
    private const double StepMin = Math.PI / 18;
    private const double StepMax = Math.PI / 2;

    /// <summary>Draws a node's track.</summary>
    public static Track Draw(MobilitySpec spec, TimeSpan duration, MeshRandom random)
    {
        (double x, double y) = (spec.Width / 2, spec.Height / 2);
        double widest = Math.Min(x, y);
        double narrowest = Math.Min(spec.TurnRadius.Min, widest);
        double radius = random.Between(narrowest, widest);
        double angle = random.Between(-Math.PI, Math.PI);
        TrackDraft draft = new(new Position(x + (radius * FixedMath.Cos(angle)), y + (radius * FixedMath.Sin(angle)), random.Within(spec.Altitude)), duration);
        double flown = 0;
        while (!draft.IsComplete)
        {
            Flight flight = new(draft, Math.Max(0.1, random.Within(spec.Speed)));
            double step = Math.Min(random.Between(StepMin, StepMax), (2 * Math.PI) - flown);
            flight.Arc(x, y, radius, angle, step);
            angle = FixedMath.Atan2(draft.Place.Y - y, draft.Place.X - x);
            flown += step;
            flight.Rest(random.Within(spec.Pause));
            if (flown >= 2 * Math.PI)
            {
                flown = 0;
                radius = random.Between(narrowest, widest);
                flight.To(x + (radius * FixedMath.Cos(angle)), y + (radius * FixedMath.Sin(angle)));
            }
        }

        return draft.ToTrack();
    }
}
