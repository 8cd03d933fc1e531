using Mesh.Simulator.World;

namespace Mesh.Simulator.Report;

/// <summary>
/// Places the nodes of a graph that has no places, so that distances in the drawing come near to those in the graph: stress majorization (Gansner, Koren and
/// North 2004) over the distances to neighbours and to some pivots, node after node. Only + - * / and square roots, so that it is the same everywhere.
/// </summary>
internal sealed class GraphLayout
{
    private const int Rounds = 80;
    private const int PivotsMax = 60;

    /// <summary>Cosine and sine of the golden angle, 137.5 degrees, by which the nodes of a sunflower follow each other.</summary>
    private const double GoldenCosine = -0.737368878078320;
    private const double GoldenSine = 0.675490294261524;

    private readonly List<int>[] _near;
    private readonly List<(int Other, double Distance)>[] _terms;
    private readonly List<int[]> _pivotDistances = [];
    private readonly double[] _x;
    private readonly double[] _y;

    private GraphLayout(ContactPlan contacts)
    {
        int nodes = contacts.Nodes;
        _near = [.. Enumerable.Range(0, nodes).Select(_ => new List<int>())];
        _terms = [.. Enumerable.Range(0, nodes).Select(_ => new List<(int, double)>())];
        _x = new double[nodes];
        _y = new double[nodes];
        foreach ((int a, int b) in contacts.Contacts.Select(contact => (contact.A, contact.B)).Distinct())
        {
            _near[a].Add(b);
            _near[b].Add(a);
        }
    }

    /// <summary>A place for each node; the distance of neighbours is about 100.</summary>
    public static IReadOnlyList<Position> Place(ContactPlan contacts)
    {
        GraphLayout layout = new(contacts);
        layout.Measure();
        layout.Begin();
        for (int round = 0; round < Rounds; round++)
        {
            for (int node = 0; node < contacts.Nodes; node++)
            {
                layout.Settle(node);
            }
        }

        return [.. Enumerable.Range(0, contacts.Nodes).Select(node => new Position(Math.Round(layout._x[node] * 100), Math.Round(layout._y[node] * 100)))];
    }

    /// <summary>
    /// Begins with the distances to the first pivots as places: across by how much nearer a node is to the second than to the first, and up by the third.
    /// A little of a sunflower beside it parts those that are equally far from all three.
    /// </summary>
    private void Begin()
    {
        const double Little = 0.02;
        double cosine = 1;
        double sine = 0;
        for (int i = 0; i < _x.Length; i++)
        {
            double radius = Math.Sqrt(i + 0.5);
            _x[i] = PivotDistance(i, 0) - PivotDistance(i, 1) + (Little * radius * cosine);
            _y[i] = PivotDistance(i, 2) + (Little * radius * sine);
            (cosine, sine) = ((cosine * GoldenCosine) - (sine * GoldenSine), (cosine * GoldenSine) + (sine * GoldenCosine));
        }
    }

    private double PivotDistance(int node, int pivot) => pivot < _pivotDistances.Count ? _pivotDistances[pivot][node] : 0;

    /// <summary>Distances to the pivots, each of which is the node farthest from those before it.</summary>
    private void Measure()
    {
        int nodes = _x.Length;
        int[] nearest = new int[nodes];
        Array.Fill(nearest, int.MaxValue);
        int pivot = 0;
        for (int i = 0; i < Math.Min(PivotsMax, nodes); i++)
        {
            int[] distances = DistancesFrom(pivot);
            int reach = distances.Where(distance => distance != int.MaxValue).Max();
            for (int node = 0; node < nodes; node++)
            {
                nearest[node] = Math.Min(nearest[node], distances[node]);

                // Parts that do not touch stand a little farther apart than either is wide.
                distances[node] = distances[node] == int.MaxValue ? reach + 3 : distances[node];
                if (node != pivot)
                {
                    _terms[node].Add((pivot, distances[node]));
                    _terms[pivot].Add((node, distances[node]));
                }
            }

            _pivotDistances.Add(distances);

            nearest[pivot] = -1;
            pivot = Array.IndexOf(nearest, nearest.Max());
        }

        for (int node = 0; node < nodes; node++)
        {
            _terms[node].AddRange(_near[node].Select(other => (other, 1.0)));
        }
    }

    private int[] DistancesFrom(int start)
    {
        int[] distances = new int[_x.Length];
        Array.Fill(distances, int.MaxValue);
        distances[start] = 0;
        Queue<int> waiting = new([start]);
        while (waiting.TryDequeue(out int node))
        {
            foreach (int other in _near[node])
            {
                if (distances[other] == int.MaxValue)
                {
                    distances[other] = distances[node] + 1;
                    waiting.Enqueue(other);
                }
            }
        }

        return distances;
    }

    /// <summary>Moves a node to the mean of where each of its terms wants it, the near ones weighing more.</summary>
    private void Settle(int node)
    {
        double x = 0;
        double y = 0;
        double weights = 0;
        foreach ((int other, double distance) in _terms[node])
        {
            double dx = _x[node] - _x[other];
            double dy = _y[node] - _y[other];
            double length = Math.Sqrt((dx * dx) + (dy * dy));
            double stretch = length > 1e-9 ? distance / length : 0;
            double weight = 1 / (distance * distance);
            x += weight * (_x[other] + (dx * stretch));
            y += weight * (_y[other] + (dy * stretch));
            weights += weight;
        }

        if (weights > 0)
        {
            _x[node] = x / weights;
            _y[node] = y / weights;
        }
    }
}
