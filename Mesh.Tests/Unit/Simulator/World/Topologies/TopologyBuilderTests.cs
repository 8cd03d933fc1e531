using Mesh.Simulator.Formats;
using Mesh.Simulator.World;
using Mesh.Simulator.World.Topologies;

namespace Mesh.Tests.Unit.Simulator.World.Topologies;

public sealed class TopologyBuilderTests
{
    [Theory]
    [InlineData("Line", 5, "0-1 1-2 2-3 3-4")]
    [InlineData("Ring", 5, "0-1 0-4 1-2 2-3 3-4")]
    [InlineData("Ring", 2, "0-1")]
    [InlineData("Star", 4, "0-1 0-2 0-3")]
    [InlineData("Grid", 8, "0-1 0-3 1-2 1-4 2-5 3-4 3-6 4-5 4-7 6-7")]
    [InlineData("Full", 4, "0-1 0-2 0-3 1-2 1-3 2-3")]
    [InlineData("Tree", 6, "0-1 0-2 1-3 1-4 2-5")]
    public void Fixed_shapes_have_their_links(string kind, int nodes, string expected) =>
        Assert.Equal(expected, string.Join(' ', Build(Enum.Parse<TopologyKind>(kind), nodes).Links.Select(link => $"{link.A}-{link.B}")));

    [Theory]
    [InlineData(100, 5)]
    [InlineData(101, 4)]
    [InlineData(10, 9)]
    [InlineData(50, 2)]
    public void A_regular_graph_hangs_together_and_gives_each_the_same_number_of_links(int nodes, int degree)
    {
        Graph graph = Build(TopologyKind.Regular, nodes, degree);

        Assert.All(Degrees(graph, nodes), links => Assert.Equal(degree, links));
        Assert.Equal(graph.Links.Count, graph.Links.Select(link => (link.A, link.B)).Distinct().Count());
        Assert.Equal(1, PartsOf(graph, nodes));
    }

    [Fact]
    public void A_regular_graph_is_random()
    {
        // A circulant graph of 200 nodes and 4 links each has a diameter of 50; a random one of some 7.
        Graph graph = Build(TopologyKind.Regular, 200, 4);

        Assert.InRange(Depth(graph, 200), 4, 9);
        Assert.NotEqual(graph.Links, Build(TopologyKind.Regular, 200, 4, seed: 2).Links);
    }

    [Theory]
    [InlineData(1000, 8.5)]
    [InlineData(60, 8)]
    [InlineData(300, 3)]
    [InlineData(10, 9)]
    public void A_geometric_graph_hangs_together_and_has_the_mean_degree_asked_for(int nodes, double degree)
    {
        Graph graph = Build(TopologyKind.Geometric, nodes, degree);

        Assert.Equal(1, PartsOf(graph, nodes));
        int wanted = (int)Math.Round(nodes * degree / 2);
        int near = graph.Links.Count(link => Distance(graph, link) <= 250.002);
        Assert.Equal(wanted, near);
        if (degree >= 8)
        {
            Assert.InRange(graph.Links.Count - wanted, 0, nodes / 100);
        }
    }

    [Fact]
    public void Neighbours_in_a_geometric_graph_are_the_nearest_pairs()
    {
        Graph graph = Build(TopologyKind.Geometric, 60, 8);
        HashSet<(int, int)> linked = [.. graph.Links.Select(link => (link.A, link.B))];

        for (int a = 0; a < 60; a++)
        {
            for (int b = a + 1; b < 60; b++)
            {
                Assert.True(linked.Contains((a, b)) || Distance(graph, new GraphLink(a, b)) > 249.99);
            }
        }
    }

    [Fact]
    public void One_seed_draws_one_graph()
    {
        Assert.Equal(Build(TopologyKind.Geometric, 50, 6).Links, Build(TopologyKind.Geometric, 50, 6).Links);
        Assert.NotEqual(Build(TopologyKind.Geometric, 50, 6).Links, Build(TopologyKind.Geometric, 50, 6, seed: 2).Links);
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(4, 4)]
    public void An_impossible_regular_graph_is_refused(int nodes, int degree) => Assert.Throws<ArgumentException>(() => Build(TopologyKind.Regular, nodes, degree));

    [Fact]
    public void Every_shape_has_places_to_draw()
    {
        foreach (TopologyKind kind in Enum.GetValues<TopologyKind>())
        {
            Graph graph = Build(kind, 12, 4);
            Assert.Equal(12, graph.Places.Distinct().Count());
            Assert.DoesNotContain(null, graph.Places);
        }
    }

    private static Graph Build(TopologyKind kind, int nodes, double degree = 8, ulong seed = 1) =>
        TopologyBuilder.Build(new TopologySpec { Kind = kind, Degree = degree }, nodes, 250, new MeshRandom(seed));

    private static int[] Degrees(Graph graph, int nodes)
    {
        int[] degrees = new int[nodes];
        foreach (GraphLink link in graph.Links)
        {
            degrees[link.A]++;
            degrees[link.B]++;
        }

        return degrees;
    }

    private static int PartsOf(Graph graph, int nodes) => nodes - Reached(graph, nodes).Count(depth => depth >= 0) + 1;

    private static int Depth(Graph graph, int nodes) => Reached(graph, nodes).Max();

    private static int[] Reached(Graph graph, int nodes)
    {
        int[] depths = [.. Enumerable.Repeat(-1, nodes)];
        depths[0] = 0;
        for (int depth = 0; depth < nodes; depth++)
        {
            foreach (GraphLink link in graph.Links)
            {
                foreach ((int from, int to) in new[] { (link.A, link.B), (link.B, link.A) })
                {
                    if (depths[from] == depth && depths[to] < 0)
                    {
                        depths[to] = depth + 1;
                    }
                }
            }
        }

        return depths;
    }

    private static double Distance(Graph graph, GraphLink link)
    {
        Position a = graph.Places[link.A]!.Value, b = graph.Places[link.B]!.Value;
        return Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));
    }
}
