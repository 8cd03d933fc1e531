using System.Text.Json;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>
/// Graphs of meshnet-lab: <c>{"nodes":[{"id","x","y"}],"links":[{"source","target","source_tq","target_tq","type"}]}</c>. Nodes may be left out;
/// who is named by a link only is a node too. Places are metres, also as <c>x_m</c> and <c>y_m</c>; OLSR's <c>lq</c> and <c>nlq</c> are read as qualities.
/// </summary>
internal static class MeshnetLab
{
    private const string Whole = "an object with 'links'";

    /// <summary>Reads a file.</summary>
    public static Imported Read(FormatSource source) => new JsonPlace(source.Name, source.ReadWhole()).Read(json =>
    {
        GraphLedger ledger = new();
        Utf8JsonReader reader = json.Open(Whole);
        bool hasLinks = false;
        while (json.NextKey(ref reader) is { } key)
        {
            switch (key)
            {
                case "nodes":
                    json.Expect(ref reader, JsonTokenType.StartArray, "an array of nodes");
                    while (json.NextObject(ref reader, "a node"))
                    {
                        ReadNode(json, ref reader, ledger);
                    }

                    break;
                case "links":
                    hasLinks = true;
                    json.Expect(ref reader, JsonTokenType.StartArray, "an array of links");
                    while (json.NextObject(ref reader, "a link"))
                    {
                        ReadLink(json, ref reader, ledger);
                    }

                    break;
                default:
                    json.Skip(ref reader);
                    break;
            }
        }

        return hasLinks ? ledger.Build(source.Name) : throw json.Fault(ref reader, "'links' in the object before its end");
    });

    private static void ReadNode(JsonPlace json, ref Utf8JsonReader reader, GraphLedger ledger)
    {
        string? id = null;
        double? x = null;
        double? y = null;
        double? z = null;
        while (json.NextKey(ref reader) is { } key)
        {
            switch (key)
            {
                case "id":
                    id = json.NextName(ref reader, "a node's id, a whole number or a short string");
                    break;
                case "x" or "x_m":
                    x = Metres(json, ref reader);
                    break;
                case "y" or "y_m":
                    y = Metres(json, ref reader);
                    break;
                case "z" or "z_m":
                    z = Metres(json, ref reader);
                    break;
                default:
                    json.Skip(ref reader);
                    break;
            }
        }

        if (id is null)
        {
            throw json.Fault(ref reader, "'id' in the node before its end");
        }

        Position? place = x is { } east && y is { } north ? new Position(east, north, z ?? 0) : null;
        ledger.AddNode(id, place, json.Excess);
    }

    private static void ReadLink(JsonPlace json, ref Utf8JsonReader reader, GraphLedger ledger)
    {
        string? source = null;
        string? target = null;
        double? quality = null;
        double? reverse = null;
        string kind = "";
        while (json.NextKey(ref reader) is { } key)
        {
            switch (key)
            {
                case "source":
                    source = json.NextName(ref reader, "a node's id");
                    break;
                case "target":
                    target = json.NextName(ref reader, "a node's id");
                    break;
                case "source_tq" or "nlq":
                    quality = json.NextNumber(ref reader, "a quality from 0 to 1", 0, 1);
                    break;
                case "target_tq" or "lq":
                    reverse = json.NextNumber(ref reader, "a quality from 0 to 1", 0, 1);
                    break;
                case "type":
                    kind = json.NextName(ref reader, "a kind of link such as wifi");
                    break;
                default:
                    json.Skip(ref reader);
                    break;
            }
        }

        if (source is null || target is null)
        {
            throw json.Fault(ref reader, "'source' and 'target' in the link before its end");
        }

        ledger.AddLink(source, target, quality, reverse, kind, json.Excess);
    }

    private static double? Metres(JsonPlace json, ref Utf8JsonReader reader) =>
        json.NextNumber(ref reader, "a coordinate in metres", -FormatLimits.MetresMax, FormatLimits.MetresMax);
}
