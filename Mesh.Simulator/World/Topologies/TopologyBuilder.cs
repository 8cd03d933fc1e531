using Mesh.Simulator.Formats;

namespace Mesh.Simulator.World.Topologies;

/// <summary>
/// Builds graphs of nodes that stand still. Where the shape has no natural places the nodes stand on a circle, for drawing; neighbours in a line,
/// ring, grid or tree stand four fifths of the range apart.
/// </summary>
internal static class TopologyBuilder
{
    private const double SpacingShare = 0.8;

    /// <summary>Builds one.</summary>
    /// <param name="spec">The shape.</param>
    /// <param name="nodes">How many nodes.</param>
    /// <param name="range">Range of the radio, metres, to set them apart by.</param>
    /// <param name="random">Draws what is random in it.</param>
    public static Graph Build(TopologySpec spec, int nodes, double range, MeshRandom random)
    {
        double spacing = range * SpacingShare;
        return spec.Kind switch
        {
            TopologyKind.Line => Of(Chain(nodes), [.. Enumerable.Range(0, nodes).Select(i => new Position(i * spacing, 0))]),
            TopologyKind.Ring => Of(nodes < 3 ? Chain(nodes) : [.. Chain(nodes), (0, nodes - 1)], Circle(nodes, 0, spacing)),
            TopologyKind.Star => Of(Enumerable.Range(1, nodes - 1).Select(i => (0, i)), [new Position(0, 0), .. Circle(nodes - 1, spacing, 0)]),
            TopologyKind.Grid => Grid(nodes, spacing),
            TopologyKind.Full => Of(Enumerable.Range(0, nodes).SelectMany(a => Enumerable.Range(a + 1, nodes - a - 1).Select(b => (a, b))), Circle(nodes, range / 2, 0)),
            TopologyKind.Tree => Tree(nodes, spacing),
            TopologyKind.Regular => Of(RegularGraph.Draw(nodes, (int)spec.Degree, random), Circle(nodes, 0, spacing)),
            TopologyKind.Geometric => GeometricGraph.Draw(nodes, spec.Degree, range, random),
            _ => throw new MeshInvariantException($"No builder for {spec.Kind}."),
        };
    }

    private static Graph Of(IEnumerable<(int A, int B)> links, IReadOnlyList<Position> places) =>
        new([.. links.OrderBy(link => link).Select(link => new GraphLink(link.A, link.B))], [.. places.Select(place => (Position?)place)]);

    private static IEnumerable<(int A, int B)> Chain(int nodes) => Enumerable.Range(1, nodes - 1).Select(i => (i - 1, i));

    private static Position[] Circle(int nodes, double radius, double spacing)
    {
        radius = Math.Max(radius, nodes * spacing / (2 * Math.PI));
        return
        [
            .. Enumerable.Range(0, nodes)
                .Select(i => 2 * Math.PI * i / nodes)
                .Select(angle => new Position(radius * FixedMath.Cos(angle), radius * FixedMath.Sin(angle))),
        ];
    }

    private static Graph Grid(int nodes, double spacing)
    {
        int columns = (int)Math.Ceiling(Math.Sqrt(nodes));
        List<(int, int)> links = [];
        for (int i = 0; i < nodes; i++)
        {
            if ((i + 1) % columns != 0 && i + 1 < nodes)
            {
                links.Add((i, i + 1));
            }

            if (i + columns < nodes)
            {
                links.Add((i, i + columns));
            }
        }

        return Of(links, [.. Enumerable.Range(0, nodes).Select(i => new Position(i % columns * spacing, i / columns * spacing))]);
    }

    private static Graph Tree(int nodes, double spacing)
    {
        Position[] places = new Position[nodes];
        for (int i = 0; i < nodes; i++)
        {
            int level = int.Log2(i + 1);
            double width = (nodes + 1) * spacing / 2;
            places[i] = new Position(width * ((i + 1.5 - (1 << level)) / (1 << level)), -level * spacing);
        }

        return Of(Enumerable.Range(1, nodes - 1).Select(i => ((i - 1) / 2, i)), places);
    }
}
