using Mesh.Node.Chat;
using Mesh.Node.Commands;
using Mesh.Node.Configuration;
using Mesh.Node.Consoles;
using Mesh.Node.Terminal;
using Mesh.Node.Web;

namespace Mesh.Node;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        using Shutdown shutdown = new();
        Surroundings surroundings = new()
        {
            Input = Console.OpenStandardInput(),
            Output = StandardStreams.Output(),
            Error = StandardStreams.Error(),
            InputIsTerminal = !Console.IsInputRedirected,
            OutputIsTerminal = !Console.IsOutputRedirected && SystemTerminal.TakesSequences,
            IsDoubleClicked = DoubleClick.Started(arguments, Environment.GetEnvironmentVariable),
            Variable = Environment.GetEnvironmentVariable,
            UserName = Environment.UserName,
            HostName = Environment.MachineName,
            AskSecret = SecretPrompt.AskAsync,
            Time = TimeProvider.System,
        };
        return await new CommandTree(surroundings, StartNodeAsync, TerminalFront.RunAsync, PageServer.StartAsync).RunAsync(arguments, shutdown.Token);
    }

    private static async Task<RunningNode> StartNodeAsync(MeshOptions options, CancellationToken cancellationToken)
    {
        MeshChatNode node = await MeshChatNode.StartAsync(options, cancellationToken);
        return new RunningNode(node, node, node.Realm);
    }
}
