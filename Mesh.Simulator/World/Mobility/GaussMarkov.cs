namespace Mesh.Simulator.World.Mobility;

/// <summary>
/// Speed, direction and, in three dimensions, slope keep a part of their last value, lean to their mean and are shaken (Liang and Haas 1999). Near a side the mean
/// direction is the one to the middle (Camp, Boleng and Davies 2002); who comes to a side all the same bounces.
/// </summary>
internal static class GaussMarkov
{
    private const double EdgeShare = 0.1;

    /// <summary>In three dimensions the slope strays half as far as the direction; a guess, after the ns-3 example with 0.05 rad of pitch.</summary>
    private const double SlopeShare = 0.5;

    /// <summary>Steepest slope, 45 degrees.</summary>
    private const double SlopeMax = Math.PI / 4;

    /// <summary>Draws a node's track.</summary>
    public static Track Draw(MobilitySpec spec, TimeSpan duration, MeshRandom random)
    {
        bool isFlying = spec.Kind == MobilityKind.GaussMarkov3D && spec.Altitude.Max > spec.Altitude.Min;
        double memory = spec.Memory;
        double noise = Math.Sqrt(1 - (memory * memory));
        double deviation = spec.TurnDeviation * Math.PI / 180;
        double meanSpeed = (spec.Speed.Min + spec.Speed.Max) / 2;
        double meanHeading = random.Between(0, 2 * Math.PI);
        double heading = meanHeading;
        double slope = 0;
        double speed = Math.Clamp(meanSpeed + (spec.SpeedDeviation * random.Normal()), spec.Speed.Min, spec.Speed.Max);
        TrackDraft draft = new(new Position(random.Between(0, spec.Width), random.Between(0, spec.Height), random.Within(spec.Altitude)), duration);
        BouncingWalk walk = new(spec, draft);
        while (!draft.IsComplete)
        {
            double level = FixedMath.Cos(slope) * speed;
            Position velocity = walk.Go(new Position(level * FixedMath.Cos(heading), level * FixedMath.Sin(heading), FixedMath.Sin(slope) * speed), spec.Update);
            heading = velocity.X == 0 && velocity.Y == 0 ? heading : FixedMath.Atan2(velocity.Y, velocity.X);
            slope = velocity.Z < 0 ? -Math.Abs(slope) : Math.Abs(slope);
            meanHeading = IsAtEdge(spec, draft.Place) ? FixedMath.Atan2((spec.Height / 2) - draft.Place.Y, (spec.Width / 2) - draft.Place.X) : meanHeading;
            speed = Math.Clamp((memory * speed) + ((1 - memory) * meanSpeed) + (noise * spec.SpeedDeviation * random.Normal()), spec.Speed.Min, spec.Speed.Max);
            heading += ((1 - memory) * Turn(meanHeading - heading)) + (noise * deviation * random.Normal());
            if (isFlying)
            {
                slope = Math.Clamp((memory * slope) + (noise * deviation * SlopeShare * random.Normal()), -SlopeMax, SlopeMax);
            }
        }

        return draft.ToTrack();
    }

    private static bool IsAtEdge(MobilitySpec spec, Position place) =>
        place.X < spec.Width * EdgeShare || place.X > spec.Width * (1 - EdgeShare) || place.Y < spec.Height * EdgeShare || place.Y > spec.Height * (1 - EdgeShare);

    /// <summary>The same turn the short way round.</summary>
    private static double Turn(double angle) => angle - (2 * Math.PI * Math.Floor((angle / (2 * Math.PI)) + 0.5));
}
