using System.Text.Json;
using Mesh.Node.Chat;
using Mesh.Node.Control;

namespace Mesh.Node.Ways;

/// <summary>Nodes and links of the event "topology", and the tree of shortest ways from this node over them. Pure.</summary>
internal sealed class MapGraph
{
    private readonly Dictionary<string, string> _labels = [];
    private readonly Dictionary<string, List<string>> _links = [];
    private readonly Dictionary<(string, string), string> _times = [];
    private readonly Dictionary<string, List<string>> _children = [];
    private readonly HashSet<(string, string)> _tree = [];
    private readonly HashSet<string> _reached = [];

    /// <param name="topology">The event.</param>
    public MapGraph(JsonElement topology)
    {
        foreach (JsonElement node in ControlAnswer.Items(topology, "nodes"))
        {
            string id = ControlAnswer.Text(node, "peer");
            bool isSelf = node.TryGetProperty("self", out JsonElement self) && self.ValueKind == JsonValueKind.True;
            Root = isSelf ? id : Root;
            _labels[id] = Printable.Name(ControlAnswer.Text(node, "name"));
        }

        foreach (IGrouping<string, KeyValuePair<string, string>> same in _labels.GroupBy(node => node.Value).Where(same => same.Count() > 1).ToArray())
        {
            foreach ((string id, string label) in same)
            {
                _labels[id] = $"{label} ({Printable.Line(id.Length > 9 ? id[..9] : id)})";
            }
        }

        foreach (JsonElement link in ControlAnswer.Items(topology, "links"))
        {
            Add(ControlAnswer.Text(link, "from"), ControlAnswer.Text(link, "to"), ControlAnswer.Number(link, "roundTripMs"));
        }

        Grow();
    }

    /// <summary>This node.</summary>
    public string Root { get; } = string.Empty;

    /// <summary>Every node, by label.</summary>
    public IEnumerable<string> Nodes => _labels.Keys.OrderBy(Label, StringComparer.Ordinal).ThenBy(id => id, StringComparer.Ordinal);

    /// <summary>Every link once, with its round trip in milliseconds or nothing.</summary>
    public IEnumerable<(string From, string To, string Time)> Links => _times.OrderBy(link => link.Key).Select(link => (link.Key.Item1, link.Key.Item2, link.Value));

    /// <summary>Links that are not in the tree.</summary>
    public IEnumerable<(string From, string To, string Time)> CrossLinks => Links.Where(link => !_tree.Contains((link.From, link.To)) && _reached.Contains(link.From));

    /// <summary>Nodes to which no link is told of, from here on.</summary>
    public IEnumerable<string> Apart => Nodes.Where(id => !_reached.Contains(id));

    public string Label(string id) => id == Root ? $"{_labels.GetValueOrDefault(id, "?")} (you)" : _labels.GetValueOrDefault(id, "?");

    /// <summary>Who hangs behind a node in the tree.</summary>
    public IReadOnlyList<string> Children(string id) => _children.GetValueOrDefault(id) ?? [];

    /// <summary>Round trip of a link in milliseconds; empty when not told.</summary>
    public string Time(string one, string other) => _times.GetValueOrDefault(Pair(one, other), string.Empty);

    private static (string, string) Pair(string one, string other) => string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);

    private void Add(string from, string to, string time)
    {
        if (!_labels.ContainsKey(from) || !_labels.ContainsKey(to) || from == to)
        {
            return;
        }

        if (_times.TryAdd(Pair(from, to), time))
        {
            Neighbours(from).Add(to);
            Neighbours(to).Add(from);
        }
    }

    private List<string> Neighbours(string id)
    {
        if (!_links.TryGetValue(id, out List<string>? neighbours))
        {
            _links.Add(id, neighbours = []);
        }

        return neighbours;
    }

    /// <summary>Breadth first, so that everybody hangs as many links from here as the shortest way has.</summary>
    private void Grow()
    {
        Queue<string> next = new([Root]);
        _reached.Add(Root);
        while (next.TryDequeue(out string? at))
        {
            foreach (string neighbour in Neighbours(at).OrderBy(Label, StringComparer.Ordinal).ThenBy(id => id, StringComparer.Ordinal).Where(_reached.Add))
            {
                _tree.Add(Pair(at, neighbour));
                if (!_children.TryGetValue(at, out List<string>? children))
                {
                    _children.Add(at, children = []);
                }

                children.Add(neighbour);
                next.Enqueue(neighbour);
            }
        }
    }
}
