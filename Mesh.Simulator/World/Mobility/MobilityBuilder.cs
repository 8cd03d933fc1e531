namespace Mesh.Simulator.World.Mobility;

/// <summary>
/// Draws how all nodes move. Every node has a generator of its own, so that where a model treats nodes singly, a node's track does not depend on how many
/// others there are; in groups it depends on the groups, and relays share out the row.
/// </summary>
internal static class MobilityBuilder
{
    /// <summary>Draws the movement.</summary>
    public static Movement Build(MobilitySpec spec, int nodes, TimeSpan duration, MeshRandom random)
    {
        GroupWalk? groups = spec.Kind is MobilityKind.Rpgm or MobilityKind.Leader ? new GroupWalk(spec, nodes, duration, random) : null;
        Track[] tracks = new Track[nodes];
        for (int node = 0; node < nodes; node++)
        {
            MeshRandom own = random.Split(FormattableString.Invariant($"track {node}"));
            tracks[node] = groups?.Draw(node, own) ?? Draw(spec, node, nodes, duration, own);
        }

        return new Movement(duration, tracks);
    }

    private static Track Draw(MobilitySpec spec, int node, int nodes, TimeSpan duration, MeshRandom random) => spec.Kind switch
    {
        MobilityKind.Static => Still(spec, duration, random),
        _ when spec.Speed.Max <= 0 => Still(spec, duration, random),
        MobilityKind.RandomWaypoint => RandomWaypoint.Draw(spec, duration, random),
        MobilityKind.RandomDirection => RandomDirection.Draw(spec, duration, random),
        MobilityKind.GaussMarkov or MobilityKind.GaussMarkov3D => GaussMarkov.Draw(spec, duration, random),
        MobilityKind.Manhattan => Manhattan.Draw(spec, duration, random),
        MobilityKind.Paparazzi => Paparazzi.Draw(spec, duration, random),
        MobilityKind.SemiRandomCircular => SemiRandomCircular.Draw(spec, duration, random),
        MobilityKind.SmoothTurn => SmoothTurn.Draw(spec, duration, random),
        MobilityKind.Racetrack => Racetrack.Draw(spec, node, nodes, duration, random),
        _ => throw new MeshInvariantException($"No builder for {spec.Kind}."),
    };

    private static Track Still(MobilitySpec spec, TimeSpan duration, MeshRandom random) =>
        new TrackDraft(new Position(random.Between(0, spec.Width), random.Between(0, spec.Height), random.Within(spec.Altitude)), duration).ToTrack();
}
