namespace Mesh.Simulator.World.Mobility;

/// <summary>
/// Draws how all nodes move. Every node has a generator of its own, so that where a model treats nodes singly, a node's track does not depend on how many
/// others there are.
/// </summary>
internal static class MobilityBuilder
{
    /// <summary>Draws the movement.</summary>
    public static Movement Build(MobilitySpec spec, int nodes, TimeSpan duration, MeshRandom random)
    {
        Track[] tracks = new Track[nodes];
        for (int node = 0; node < nodes; node++)
        {
            tracks[node] = Draw(spec, duration, random.Split(FormattableString.Invariant($"track {node}")));
        }

        return new Movement(duration, tracks);
    }

    private static Track Draw(MobilitySpec spec, TimeSpan duration, MeshRandom random) => spec.Kind switch
    {
        MobilityKind.Static => Still(spec, duration, random),
        MobilityKind.RandomWaypoint => RandomWaypoint.Draw(spec, duration, random),
        _ => throw new MeshInvariantException($"No builder for {spec.Kind}."),
    };

    private static Track Still(MobilitySpec spec, TimeSpan duration, MeshRandom random) =>
        new TrackDraft(new Position(random.Between(0, spec.Width), random.Between(0, spec.Height), random.Within(spec.Altitude)), duration).ToTrack();
}
