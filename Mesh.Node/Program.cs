using Mesh.Node.Chat;
using Mesh.Node.Commands;
using Mesh.Node.Configuration;
using Mesh.Node.Consoles;

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
            OutputIsTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
            Variable = Environment.GetEnvironmentVariable,
            UserName = Environment.UserName,
            HostName = Environment.MachineName,
            AskSecret = SecretPrompt.AskAsync,
            Time = TimeProvider.System,
        };
        return await new CommandTree(surroundings, StartNodeAsync, screen: null).RunAsync(arguments, shutdown.Token);
    }

    private static async Task<RunningNode> StartNodeAsync(MeshOptions options, CancellationToken cancellationToken)
    {
        MeshChatNode node = await MeshChatNode.StartAsync(options, cancellationToken);
        return new RunningNode(node, node);
    }
}
