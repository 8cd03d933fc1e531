using Mesh.Simulator.Report;
using Mesh.Simulator.World;

namespace Mesh.Tests.Unit.Simulator.Report;

public sealed class GraphLayoutTests
{
    [Fact]
    public void A_line_is_drawn_as_a_line()
    {
        IReadOnlyList<Position> places = GraphLayout.Place(Plan(20, Enumerable.Range(1, 19).Select(node => (node - 1, node))));

        Assert.InRange(Distance(places[0], places[19]), 1_600, 2_000);
        Assert.All(Enumerable.Range(1, 19), node => Assert.InRange(Distance(places[node - 1], places[node]), 60, 140));
    }

    [Fact]
    public void A_ring_is_drawn_round()
    {
        IReadOnlyList<Position> places = GraphLayout.Place(Plan(24, Enumerable.Range(0, 24).Select(node => (node, (node + 1) % 24))));

        double x = places.Average(place => place.X);
        double y = places.Average(place => place.Y);
        double[] radii = [.. places.Select(place => Distance(place, new Position(x, y)))];
        Assert.InRange(radii.Max() / radii.Min(), 1, 1.3);
    }

    [Fact]
    public void Parts_that_do_not_touch_stand_apart()
    {
        IReadOnlyList<Position> places = GraphLayout.Place(Plan(6, [(0, 1), (1, 2), (3, 4), (4, 5)]));

        Assert.True(places.Take(3).All(one => places.Skip(3).All(other => Distance(one, other) > 150)));
    }

    [Fact]
    public void The_same_graph_is_always_drawn_alike_and_one_node_is_drawn_too()
    {
        ContactPlan plan = Plan(30, Enumerable.Range(1, 29).Select(node => (node / 2, node)));

        Assert.Equal(GraphLayout.Place(plan), GraphLayout.Place(plan));
        Assert.Single(GraphLayout.Place(Plan(1, [])));
    }

    private static double Distance(Position a, Position b) => Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));

    private static ContactPlan Plan(int nodes, IEnumerable<(int A, int B)> edges) =>
        new(nodes, TimeSpan.FromSeconds(1), edges.Select(edge => new Contact(Math.Min(edge.A, edge.B), Math.Max(edge.A, edge.B), MeshInstant.Zero, Pages.Second(1))));
}
