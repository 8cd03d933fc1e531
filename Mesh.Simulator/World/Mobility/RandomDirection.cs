namespace Mesh.Simulator.World.Mobility;

/// <summary>
/// Straight on in a random direction for an exponential time, off the borders like a ball. Places and directions are even at all times, so it is
/// in its steady state from the start (Nain, Towsley, Liu and Liu 2005).
/// </summary>
internal static class RandomDirection
{
    /// <summary>Draws a node's track.</summary>
    public static Track Draw(MobilitySpec spec, TimeSpan duration, MeshRandom random)
    {
        TrackDraft draft = new(new Position(random.Between(0, spec.Width), random.Between(0, spec.Height), random.Within(spec.Altitude)), duration);
        BouncingWalk walk = new(spec, draft);
        while (!draft.IsComplete)
        {
            double speed = random.Within(spec.Speed);
            double heading = random.Between(0, 2 * Math.PI);
            walk.Go(new Position(speed * FixedMath.Cos(heading), speed * FixedMath.Sin(heading)), random.Exponential(spec.TurnTime));
        }

        return draft.ToTrack();
    }
}
