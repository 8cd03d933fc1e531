namespace Mesh.Simulator.World.Mobility;

/// <summary>
/// One turn after the other, each of an exponential time and a curvature from a normal distribution, so that nearly straight ways are the commonest
/// (Wan, Namuduri, Zhou and Fu 2013). The deviation of the curvature is half of the tightest, and none is tighter. At a border the way is mirrored.
/// </summary>
internal static class SmoothTurn
{
    private const double DeviationShare = 0.5;
    private const double StraightStep = 50;

    /// <summary>Draws a node's track.</summary>
    public static Track Draw(MobilitySpec spec, TimeSpan duration, MeshRandom random)
    {
        double tightest = 1 / spec.TurnRadius.Min;
        double speed = Math.Max(0.1, random.Within(spec.Speed));
        double heading = random.Between(-Math.PI, Math.PI);
        TrackDraft draft = new(new Position(random.Between(0, spec.Width), random.Between(0, spec.Height), random.Within(spec.Altitude)), duration);
        while (!draft.IsComplete)
        {
            double curvature = Math.Clamp(random.Normal() * tightest * DeviationShare, -tightest, tightest);
            double length = speed * random.Exponential(spec.TurnTime);
            double step = Math.Abs(curvature) * StraightStep < 1e-6 ? StraightStep : Math.Min(StraightStep, Flight.AngleMax(1 / Math.Abs(curvature)) / Math.Abs(curvature));
            while (length > 0 && !draft.IsComplete)
            {
                // Along the chord, whose direction is half-way through the leg's turn.
                double part = Math.Min(step, length);
                heading += curvature * part / 2;
                (double x, double y) = (draft.Place.X + (part * FixedMath.Cos(heading)), draft.Place.Y + (part * FixedMath.Sin(heading)));
                bool isOutside = x < 0 || x > spec.Width || y < 0 || y > spec.Height;
                draft.GoTo(new Position(Math.Clamp(x, 0, spec.Width), Math.Clamp(y, 0, spec.Height), draft.Place.Z), speed);
                heading += curvature * part / 2;
                length -= part;
                if (isOutside)
                {
                    curvature = -curvature;
                    heading = Mirrored(heading, isAcross: x < 0 || x > spec.Width, isAlong: y < 0 || y > spec.Height);
                }
            }
        }

        return draft.ToTrack();
    }

    private static double Mirrored(double heading, bool isAcross, bool isAlong)
    {
        double x = FixedMath.Cos(heading), y = FixedMath.Sin(heading);
        return FixedMath.Atan2(isAlong ? -y : y, isAcross ? -x : x);
    }
}
