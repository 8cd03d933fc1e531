using System.Globalization;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>
/// GraphML: nodes with <c>x</c>, <c>y</c>, <c>z</c> in metres, edges with <c>quality</c> (or <c>weight</c>), <c>reverse_quality</c> and <c>type</c>, each as
/// declared by a <c>key</c>. Edges of a directed graph are joined into links. Other keys are read past.
/// </summary>
internal static class GraphMl
{
    private const string Expected = "GraphML: <graphml><graph><node id=.../><edge source=... target=.../></graph></graphml>";

    /// <summary>Reads a file; nested graphs and hyperedges are refused.</summary>
    public static Imported Read(FormatSource source)
    {
        using XmlPlace xml = new(source);
        if (!xml.NextTag() || xml.Name != "graphml")
        {
            throw xml.Fault("", Expected);
        }

        GraphLedger ledger = new();
        Dictionary<string, string> keys = new(StringComparer.Ordinal);
        bool isDirected = false;
        int graphs = 0;
        while (xml.NextTag())
        {
            if (!xml.IsStart)
            {
                continue;
            }

            switch (xml.Name)
            {
                case "key":
                    string id = xml.Required("id", "an id of the key");
                    keys[id] = xml.Attribute("attr.name") ?? id;
                    break;
                case "graph":
                    isDirected = xml.Attribute("edgedefault") == "directed";
                    if (++graphs > 1)
                    {
                        throw xml.Fault("graph", "one graph");
                    }

                    break;
                case "node":
                    ReadNode(xml, ledger, keys);
                    break;
                case "edge":
                    ReadEdge(xml, ledger, keys, isDirected);
                    break;
                case "hyperedge":
                    throw xml.Fault("hyperedge", "edges of two nodes");
                default:
                    break;
            }
        }

        return graphs == 0 ? throw xml.Fault("", Expected) : ledger.Build(source.Name);
    }

    private static void ReadNode(XmlPlace xml, GraphLedger ledger, Dictionary<string, string> keys)
    {
        string name = xml.Required("id", FormattableString.Invariant($"an id of the node, of at most {FormatLimits.NameCharsMax} characters"));
        SortedDictionary<string, string> values = Values(xml, keys, "node");
        double? x = Number(xml, values, "x", FormatLimits.MetresMax, "a coordinate in metres");
        double? y = Number(xml, values, "y", FormatLimits.MetresMax, "a coordinate in metres");
        double? z = Number(xml, values, "z", FormatLimits.MetresMax, "a coordinate in metres");
        ledger.AddNode(name, x is { } east && y is { } north ? new Position(east, north, z ?? 0) : null, complaint => xml.Fault(name, complaint));
    }

    private static void ReadEdge(XmlPlace xml, GraphLedger ledger, Dictionary<string, string> keys, bool isDirected)
    {
        string source = xml.Required("source", "the node it comes from");
        string target = xml.Required("target", "the node it goes to");
        isDirected = xml.Attribute("directed") is { } directed ? directed is "true" or "1" : isDirected;
        SortedDictionary<string, string> values = Values(xml, keys, "edge");
        double? quality = Quality(xml, values, "quality") ?? Quality(xml, values, "weight");
        double? reverse = Quality(xml, values, "reverse_quality") ?? (isDirected ? null : quality);
        string kind = values.GetValueOrDefault("type") ?? "";
        ledger.AddLink(source, target, quality, reverse, kind.Length <= FormatLimits.NameCharsMax ? kind : "", complaint => xml.Fault(source, complaint));
    }

    /// <summary>The keyed values inside the present element, by the keys' names.</summary>
    private static SortedDictionary<string, string> Values(XmlPlace xml, Dictionary<string, string> keys, string element)
    {
        SortedDictionary<string, string> values = new(StringComparer.Ordinal);
        if (xml.IsEmpty)
        {
            return values;
        }

        while (xml.NextTag() && (xml.IsStart || xml.Name != element))
        {
            if (xml.IsStart && xml.Name == "data")
            {
                string key = xml.Required("key", "a key of the value");
                string name = keys.GetValueOrDefault(key) ?? throw xml.Fault(key, "a key that was declared before");
                values[name] = xml.IsEmpty ? "" : xml.Text("a value");
            }
            else if (xml.IsStart && xml.Name is "graph" or "node" or "edge")
            {
                throw xml.Fault(xml.Name, "values only inside a " + element);
            }
        }

        return values;
    }

    private static double? Number(XmlPlace xml, SortedDictionary<string, string> values, string name, double max, string expected)
    {
        if (!values.TryGetValue(name, out string? text))
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && Math.Abs(number) <= max ? number : throw xml.Fault(text, expected);
    }

    private static double? Quality(XmlPlace xml, SortedDictionary<string, string> values, string name) =>
        Number(xml, values, name, double.MaxValue, "a number") is { } number && number is >= 0 and <= 1 ? number : null;
}
