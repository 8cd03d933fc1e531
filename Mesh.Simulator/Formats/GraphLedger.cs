using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>Gathers the nodes and links of a graph's file, and numbers them when all are known.</summary>
internal sealed class GraphLedger
{
    private readonly NodeNames _names = new();
    private readonly List<Position?> _places = [];
    private readonly Dictionary<(int A, int B), (double? Quality, double? Reverse, string Kind)> _links = [];

    /// <summary>Adds a node, or the place of a known one; of two places of one node the first stands.</summary>
    public int AddNode(string name, Position? place, Func<string, FormatFault> fault)
    {
        int mark = _names.MarkOf(name, fault);
        if (mark == _places.Count)
        {
            _places.Add(null);
        }

        _places[mark] ??= place;
        return mark;
    }

    /// <summary>
    /// Adds a link; a second one of the same pair only fills in what the first left open. Links of a node with itself are left out.
    /// </summary>
    public void AddLink(string source, string target, double? quality, double? reverse, string kind, Func<string, FormatFault> fault)
    {
        int a = AddNode(source, null, fault);
        int b = AddNode(target, null, fault);
        if (a == b)
        {
            return;
        }

        if (a > b)
        {
            (a, b, quality, reverse) = (b, a, reverse, quality);
        }

        if (!_links.TryGetValue((a, b), out (double? Quality, double? Reverse, string Kind) known))
        {
            if (_links.Count == FormatLimits.RecordsMax)
            {
                throw fault(FormattableString.Invariant($"at most {FormatLimits.RecordsMax} links"));
            }

            known = (null, null, kind);
        }

        _links[(a, b)] = (known.Quality ?? quality, known.Reverse ?? reverse, known.Kind.Length > 0 ? known.Kind : kind);
    }

    /// <summary>What was gathered. A quality that the file gives for one direction only holds for both.</summary>
    public Imported Build(string file)
    {
        if (_names.Count == 0)
        {
            throw FormatFault.Of(file, "holds no nodes and no links.");
        }

        (IReadOnlyList<string> names, int[] numbers) = _names.Sorted();
        List<GraphLink> links = [];
        foreach (((int a, int b), (double? quality, double? reverse, string kind)) in _links)
        {
            double there = quality ?? reverse ?? 1;
            double back = reverse ?? quality ?? 1;
            links.Add(numbers[a] < numbers[b] ? new GraphLink(numbers[a], numbers[b], there, back, kind) : new GraphLink(numbers[b], numbers[a], back, there, kind));
        }

        Position?[] places = new Position?[_places.Exists(place => place is not null) ? names.Count : 0];
        for (int mark = 0; mark < names.Count && places.Length > 0; mark++)
        {
            places[numbers[mark]] = _places[mark];
        }

        return new Imported { Names = names, Graph = new Graph([.. links.OrderBy(link => (link.A, link.B))], places) };
    }
}
