using System.Text;
using Mesh.Node.Terminal;

namespace Mesh.Node.Ways;

/// <summary>
/// A map of the mesh for a terminal: the tree of shortest ways from this node, chains along the row as far as it is wide, and behind it the links that the
/// tree leaves out. Numbers on links are round trips in milliseconds.
/// </summary>
internal sealed class MapPicture
{
    private const int WidthMin = 20;
    private const int Indent = 3;

    private readonly MapGraph _graph;
    private readonly int _width;
    private readonly List<string> _rows = [];

    private MapPicture(MapGraph graph, int width)
    {
        _graph = graph;
        _width = Math.Max(WidthMin, width);
    }

    /// <summary>The map, row by row.</summary>
    /// <param name="graph">The mesh.</param>
    /// <param name="width">Columns that there are.</param>
    public static string Of(MapGraph graph, int width)
    {
        MapPicture picture = new(graph, width);
        picture.Draw(graph.Root, first: string.Empty, below: string.Empty, graph.Label(graph.Root));
        picture.List("also linked:", graph.CrossLinks.Select(link => $"{graph.Label(link.From)} {Line(link.Time)} {graph.Label(link.To)}"));
        picture.List("no link told of:", graph.Apart.Select(graph.Label));
        return string.Join('\n', picture._rows);
    }

    /// <summary>The same for Graphviz.</summary>
    public static string Dot(MapGraph graph)
    {
        StringBuilder dot = new("graph mesh {\n");
        foreach (string node in graph.Nodes)
        {
            dot.Append($"  {Quoted(node)} [label={Quoted(graph.Label(node))}];\n");
        }

        foreach ((string from, string to, string time) in graph.Links)
        {
            dot.Append($"  {Quoted(from)} -- {Quoted(to)}{(time.Length == 0 ? string.Empty : $" [label={Quoted($"{time} ms")}]")};\n");
        }

        return dot.Append('}').ToString();
    }

    /// <summary>A node and all behind it. A single one behind goes on in the row while there is room; several begin rows of their own.</summary>
    /// <param name="id">The node.</param>
    /// <param name="first">What stands before it in its row.</param>
    /// <param name="below">What stands before all rows below.</param>
    /// <param name="text">How it is written.</param>
    private void Draw(string id, string first, string below, string text)
    {
        string row = first + text;
        while (_graph.Children(id) is [string only] && CellWidth.OfText(row) + CellWidth.OfText(Step(id, only)) <= _width)
        {
            row += Step(id, only);
            id = only;
        }

        _rows.Add(Cut(row));
        IReadOnlyList<string> children = _graph.Children(id);
        for (int i = 0; i < children.Count; i++)
        {
            bool isLast = i == children.Count - 1;

            // Deeper than half of the width nothing could be read any more: then the rows stay where they are.
            string indent = CellWidth.OfText(below) + Indent > _width / 2 ? string.Empty : isLast ? "   " : "│  ";
            Draw(children[i], below + (isLast ? "└" : "├") + "─", below + indent, $"{Part(_graph.Time(id, children[i]))}{_graph.Label(children[i])}");
        }
    }

    private string Step(string from, string to) => $" ─{Part(_graph.Time(from, to))}{_graph.Label(to)}";

    private static string Part(string time) => time.Length == 0 ? "─ " : $" {time} ─ ";

    private static string Line(string time) => time.Length == 0 ? "──" : $"─ {time} ─";

    private void List(string title, IEnumerable<string> items)
    {
        string[] all = [.. items];
        if (all.Length > 0)
        {
            _rows.AddRange(TextWrap.Rows($"{title} {string.Join(", ", all)}", _width));
        }
    }

    private string Cut(string row) => CellWidth.OfText(row) <= _width ? row : TextWrap.Rows(row.Replace(' ', '\u00A0'), _width - 1)[0].Replace('\u00A0', ' ') + "…";

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
