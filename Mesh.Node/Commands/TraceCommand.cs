using System.CommandLine;
using System.Text.Json.Nodes;
using Mesh.Node.Control;
using Mesh.Node.Ways;

namespace Mesh.Node.Commands;

/// <summary>"mesh trace PEER|MESSAGE": the way to a peer now, or the way that a message came.</summary>
internal static class TraceCommand
{
    private const int NotReachedCode = 1;

    public static Command Build(WayAsker asker)
    {
        Argument<string> what = new("WHAT") { Description = "A peer (name, or beginning of an identity), or a message: its id, last, ROOM for the last one there, ROOM:3 for the third last." };
        Command trace = new("trace", "Show the way to a peer now, or the way that a message came from its author to here.") { what };
        trace.SetAction(async (result, token) =>
        {
            JsonObject request = new() { ["do"] = ControlRequest.Trace, ["what"] = result.GetRequiredValue(what) };
            ControlAnswer end = await asker.AskAsync(result, request, "trace", answer => WayText.Trace(answer.Root), token);
            return end.Text("end") == "reached" ? 0 : NotReachedCode;
        });
        return trace;
    }
}
