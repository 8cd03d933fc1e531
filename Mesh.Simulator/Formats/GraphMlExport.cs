using System.Globalization;
using System.Xml;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>Writes a graph as GraphML, undirected, with the quality of both directions on each edge.</summary>
internal static class GraphMlExport
{
    private static readonly (string Key, string For, string Type)[] Keys =
        [("x", "node", "double"), ("y", "node", "double"), ("z", "node", "double"), ("quality", "edge", "double"), ("reverse_quality", "edge", "double"), ("type", "edge", "string")];

    /// <summary>The graph.</summary>
    public static void Write(Imported imported, TextWriter output)
    {
        using XmlWriter xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, NewLineChars = "\n", CloseOutput = false, OmitXmlDeclaration = true });
        xml.WriteStartElement("graphml", "http://graphml.graphdrawing.org/xmlns");
        foreach ((string key, string owner, string type) in Keys)
        {
            xml.WriteStartElement("key");
            xml.WriteAttributeString("id", key);
            xml.WriteAttributeString("for", owner);
            xml.WriteAttributeString("attr.name", key);
            xml.WriteAttributeString("attr.type", type);
            xml.WriteEndElement();
        }

        xml.WriteStartElement("graph");
        xml.WriteAttributeString("edgedefault", "undirected");
        for (int node = 0; node < imported.Nodes; node++)
        {
            xml.WriteStartElement("node");
            xml.WriteAttributeString("id", imported.Names[node]);
            if (imported.Graph!.Places.Count > 0 && imported.Graph.Places[node] is { } place)
            {
                WritePlace(xml, place);
            }

            xml.WriteEndElement();
        }

        foreach (GraphLink link in imported.Graph!.Links)
        {
            xml.WriteStartElement("edge");
            xml.WriteAttributeString("source", imported.Names[link.A]);
            xml.WriteAttributeString("target", imported.Names[link.B]);
            WriteValue(xml, "quality", link.Quality.ToString("R", CultureInfo.InvariantCulture));
            WriteValue(xml, "reverse_quality", link.ReverseQuality.ToString("R", CultureInfo.InvariantCulture));
            if (link.Kind.Length > 0)
            {
                WriteValue(xml, "type", link.Kind);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.Flush();
        output.Write('\n');
    }

    private static void WritePlace(XmlWriter xml, Position place)
    {
        WriteValue(xml, "x", place.X.ToString("R", CultureInfo.InvariantCulture));
        WriteValue(xml, "y", place.Y.ToString("R", CultureInfo.InvariantCulture));
        if (place.Z != 0)
        {
            WriteValue(xml, "z", place.Z.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    private static void WriteValue(XmlWriter xml, string key, string value)
    {
        xml.WriteStartElement("data");
        xml.WriteAttributeString("key", key);
        xml.WriteString(value);
        xml.WriteEndElement();
    }
}
