namespace Mesh.Simulator.World.Mobility;

/// <summary>
/// To a random place at a random speed, rest, and again. It starts in its stationary distribution (Navidi and Camp 2004), since from an even start the mean
/// speed decays and the nodes drift to the middle.
/// </summary>
internal static class RandomWaypoint
{
    /// <summary>Slower ones would never arrive: with speeds from 0 the stationary speed is 0.</summary>
    private const double SlowestSpeed = 0.1;

    /// <summary>Draws a node's track.</summary>
    public static Track Draw(MobilitySpec spec, TimeSpan duration, MeshRandom random)
    {
        double slowest = Math.Max(spec.Speed.Min, SlowestSpeed);
        double fastest = Math.Max(spec.Speed.Max, slowest);
        double altitude = random.Within(spec.Altitude);
        double logRatio = FixedMath.Log(fastest / slowest);
        double meanRest = (spec.Pause.Min + spec.Pause.Max) / 2;
        double meanTravel = Rectangle.MeanDistance(spec.Width, spec.Height) * (fastest > slowest ? logRatio / (fastest - slowest) : 1 / slowest);
        TrackDraft draft;
        if (!spec.Steady)
        {
            draft = new TrackDraft(Anywhere(spec, altitude, random), duration);
        }
        else if (random.Unit() < meanRest / (meanRest + meanTravel))
        {
            // Long rests are met more often: their length is drawn by its weight, and how much of it is left evenly.
            double rest = Math.Sqrt(random.Between(spec.Pause.Min * spec.Pause.Min, spec.Pause.Max * spec.Pause.Max));
            draft = new TrackDraft(Anywhere(spec, altitude, random), duration);
            draft.Rest(rest * random.Unit());
        }
        else
        {
            (Position from, Position to) = Way(spec, altitude, random);
            double share = random.Unit();
            draft = new TrackDraft(new Position(from.X + ((to.X - from.X) * share), from.Y + ((to.Y - from.Y) * share), altitude), duration);
            draft.GoTo(to, slowest * FixedMath.Exp(random.Unit() * logRatio));
            draft.Rest(random.Within(spec.Pause));
        }

        while (!draft.IsComplete)
        {
            draft.GoTo(Anywhere(spec, altitude, random), random.Between(slowest, fastest));
            draft.Rest(random.Within(spec.Pause));
        }

        return draft.ToTrack();
    }

    /// <summary>Draws the way on which a travelling node is met: long ones more often, in proportion to their length.</summary>
    private static (Position From, Position To) Way(MobilitySpec spec, double altitude, MeshRandom random)
    {
        double longest = Math.Sqrt((spec.Width * spec.Width) + (spec.Height * spec.Height));
        while (true)
        {
            Position from = Anywhere(spec, altitude, random);
            Position to = Anywhere(spec, altitude, random);
            double x = to.X - from.X, y = to.Y - from.Y;
            if (random.Unit() * longest < Math.Sqrt((x * x) + (y * y)))
            {
                return (from, to);
            }
        }
    }

    private static Position Anywhere(MobilitySpec spec, double altitude, MeshRandom random) =>
        new(random.Between(0, spec.Width), random.Between(0, spec.Height), altitude);
}
