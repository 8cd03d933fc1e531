using Mesh.Simulator.Formats;

namespace Mesh.Simulator.World.Topologies;

/// <summary>
/// Draws a random geometric graph: nodes scattered evenly over a square, the nearest pairs linked until the mean degree is exactly the one asked for.
/// It is made to hang together by linking parts over the shortest gaps, smallest part first: a few links more than asked and longer than the range.
/// </summary>
internal sealed class GeometricGraph
{
    private readonly Position[] _places;
    private readonly List<(int A, int B)> _links = [];
    private readonly Parts _parts;
    private double _reach;

    private GeometricGraph(int nodes, MeshRandom random)
    {
        _places = new Position[nodes];
        for (int i = 0; i < nodes; i++)
        {
            _places[i] = new Position(random.Unit(), random.Unit());
        }

        _parts = new Parts(nodes);
    }

    /// <summary>Draws one, in metres such that the longest of the nearest pairs is one range apart.</summary>
    public static Graph Draw(int nodes, double degree, double range, MeshRandom random)
    {
        GeometricGraph graph = new(nodes, random);
        graph.LinkNearest(degree);
        graph.Connect();
        double scale = range / graph._reach;
        return new Graph(
            [.. graph._links.OrderBy(link => link).Select(link => new GraphLink(link.A, link.B))],
            [.. graph._places.Select(place => (Position?)new Position(Millimetres(place.X * scale), Millimetres(place.Y * scale)))]);
    }

    private static double Millimetres(double metres) => Math.Round(metres * 1000) / 1000;

    private void LinkNearest(double degree)
    {
        long pairs = (long)_places.Length * (_places.Length - 1) / 2;
        int wanted = (int)Math.Clamp((long)Math.Round(_places.Length * degree / 2), 1, pairs);
        double reach = Math.Sqrt(1.2 * degree / (Math.PI * _places.Length));
        List<(double Squared, int A, int B)> near = Within(reach);
        while (near.Count < wanted)
        {
            reach *= 1.3;
            near = Within(reach);
        }

        near.Sort();
        foreach ((double squared, int a, int b) in near.Take(wanted))
        {
            Add(a, b);
            _reach = Math.Sqrt(squared);
        }
    }

    private List<(double Squared, int A, int B)> Within(double reach)
    {
        int side = (int)Math.Clamp(1 / reach, 1, 2000);
        List<int>[] cells = [.. Enumerable.Range(0, side * side).Select(_ => new List<int>())];
        List<(double, int, int)> near = [];
        for (int b = 0; b < _places.Length; b++)
        {
            int column = (int)(_places[b].X * side);
            int row = (int)(_places[b].Y * side);
            for (int c = Math.Max(0, column - 1); c <= Math.Min(side - 1, column + 1); c++)
            {
                for (int r = Math.Max(0, row - 1); r <= Math.Min(side - 1, row + 1); r++)
                {
                    foreach (int a in cells[(r * side) + c])
                    {
                        double squared = Squared(a, b);
                        if (squared <= reach * reach)
                        {
                            near.Add((squared, a, b));
                        }
                    }
                }
            }

            cells[(row * side) + column].Add(b);
        }

        return near;
    }

    private void Connect()
    {
        while (_parts.Count > 1)
        {
            int[][] parts = [.. Enumerable.Range(0, _places.Length).GroupBy(_parts.Of).Select(part => part.ToArray()).OrderBy(part => part.Length).ThenBy(part => part[0])];
            foreach (int[] part in parts.SkipLast(1))
            {
                // It may have been joined by an earlier one in this round.
                int name = _parts.Of(part[0]);
                (double Squared, int A, int B) best = (double.MaxValue, 0, 0);
                foreach (int a in part)
                {
                    for (int b = 0; b < _places.Length; b++)
                    {
                        double squared = Squared(a, b);
                        if (squared < best.Squared && _parts.Of(b) != name)
                        {
                            best = (squared, Math.Min(a, b), Math.Max(a, b));
                        }
                    }
                }

                if (best.Squared < double.MaxValue)
                {
                    Add(best.A, best.B);
                }
            }
        }
    }

    private void Add(int a, int b)
    {
        _links.Add((a, b));
        _parts.Join(a, b);
    }

    private double Squared(int a, int b)
    {
        double x = _places[a].X - _places[b].X;
        double y = _places[a].Y - _places[b].Y;
        return (x * x) + (y * y);
    }
}
