using System.CommandLine;
using System.Text.Json.Nodes;
using Mesh.Node.Control;
using Mesh.Node.Ways;

namespace Mesh.Node.Commands;

/// <summary>"mesh status": how the running node is doing, on one screen.</summary>
internal static class StatusCommand
{
    public static Command Build(WayAsker asker)
    {
        Command status = new("status", "Show how the running node is doing: who it is, its links, what waits and what it holds.");
        status.SetAction(async (result, token) =>
        {
            await asker.AskAsync(result, new JsonObject { ["do"] = ControlRequest.Status }, "status", answer => StatusText.Of(answer.Root), token);
            return 0;
        });
        return status;
    }
}
