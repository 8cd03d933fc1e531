namespace Mesh.Simulator.World.Radio;

/// <summary>
/// Segments of a wired or access-point network. Nodes are shared out in order; the first ones of each segment but the first have a port in the one before it as well.
/// Isolated nodes do not hear each other; bridges are never isolated.
/// </summary>
internal static class Segments
{
    /// <summary>Who hears whom, all the time.</summary>
    public static ContactPlan Plan(RadioSpec spec, int nodes, TimeSpan duration, MeshRandom random)
    {
        List<int>[] members = [.. Enumerable.Range(0, spec.Segments).Select(_ => new List<int>())];
        bool[] isIsolated = new bool[nodes];
        for (int node = 0; node < nodes; node++)
        {
            int segment = (int)((long)node * spec.Segments / nodes);
            bool isBridge = segment > 0 && members[segment].Count < spec.Bridges;
            members[segment].Add(node);
            isIsolated[node] = random.Unit() < spec.Isolated && !isBridge;
            if (isBridge)
            {
                members[segment - 1].Add(node);
            }
        }

        MeshInstant end = MeshInstant.Zero + duration;
        IEnumerable<Contact> contacts =
            from segment in members
            from a in segment
            from b in segment
            where a < b && !(isIsolated[a] && isIsolated[b])
            select new Contact(a, b, MeshInstant.Zero, end);
        return new ContactPlan(nodes, duration, contacts);
    }
}
