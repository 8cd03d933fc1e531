using System.CommandLine;
using System.Text.Json.Nodes;
using Mesh.Node.Control;
using Mesh.Node.Ways;

namespace Mesh.Node.Commands;

/// <summary>"mesh map": who is linked with whom, drawn.</summary>
internal static class MapCommand
{
    public static Command Build(WayAsker asker)
    {
        Option<bool> dot = new("--dot") { Description = "Write it for Graphviz instead: mesh map --dot | dot -Tsvg." };
        Command map = new("map", "Draw who is linked with whom, as far as the running node has heard.") { dot };
        map.SetAction(async (result, token) =>
        {
            string Text(ControlAnswer answer)
            {
                MapGraph graph = new(answer.Root);
                return result.GetValue(dot) ? MapPicture.Dot(graph) : MapPicture.Of(graph, asker.Width);
            }

            await asker.AskAsync(result, new JsonObject { ["do"] = ControlRequest.Topology }, "topology", Text, token);
            return 0;
        });
        return map;
    }
}
