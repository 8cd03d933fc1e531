using System.CommandLine;
using Mesh.Simulator.Bench.Children;
using Mesh.Simulator.Bench.Wires;

namespace Mesh.Simulator.Commands;

/// <summary>The hidden commands by which "mesh-sim bench" starts itself as a child.</summary>
internal static class BenchChildCommands
{
    /// <summary>A node.</summary>
    public static Command CreateNode()
    {
        Option<string> network = new("--network") { Required = true };
        Option<string> name = new("--name") { Required = true };
        Option<int> linksMax = new("--links-max") { Required = true };
        Option<string[]> peers = new("--peer") { DefaultValueFactory = _ => [] };
        Option<string?> greeting = new("--greeting");
        Command command = new(ChildCommand.Node) { network, name, linksMax, peers, greeting };
        command.Hidden = true;
        command.SetAction(async (parsed, _) =>
        {
            NodeChildOptions options = new(
                parsed.GetRequiredValue(network),
                parsed.GetRequiredValue(name),
                parsed.GetValue(linksMax),
                parsed.GetValue(peers) ?? [],
                parsed.GetValue(greeting));
            await NodeChild.RunAsync(options, Console.In, parsed.InvocationConfiguration.Output).ConfigureAwait(false);
            return ExitCode.Held;
        });
        return command;
    }

    /// <summary>The far end of a wire.</summary>
    public static Command CreateEcho()
    {
        Option<WireKind> kind = new("--kind") { Required = true };
        Command command = new(ChildCommand.Echo) { kind };
        command.Hidden = true;
        command.SetAction(async (parsed, _) =>
        {
            await EchoChild.RunAsync(parsed.GetValue(kind), Console.In, parsed.InvocationConfiguration.Output).ConfigureAwait(false);
            return ExitCode.Held;
        });
        return command;
    }

    /// <summary>A server of SignalR and of echoes.</summary>
    public static Command CreateHub()
    {
        Command command = new(ChildCommand.Hub) { Hidden = true };
        command.SetAction(async (parsed, _) =>
        {
            await HubChild.RunAsync(Console.In, parsed.InvocationConfiguration.Output).ConfigureAwait(false);
            return ExitCode.Held;
        });
        return command;
    }

    /// <summary>One run of the simulator.</summary>
    public static Command CreateRun()
    {
        Option<int> nodes = new("--nodes") { Required = true };
        Option<int> seconds = new("--seconds") { Required = true };
        Option<double> rate = new("--rate") { Required = true };
        Option<bool> keepAlive = new("--keep-alive");
        Command command = new(ChildCommand.Run) { nodes, seconds, rate, keepAlive };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            RunChild.Run(new RunChildOptions(parsed.GetValue(nodes), parsed.GetValue(seconds), parsed.GetValue(rate), parsed.GetValue(keepAlive)), Console.In, parsed.InvocationConfiguration.Output);
            return ExitCode.Held;
        });
        return command;
    }
}
