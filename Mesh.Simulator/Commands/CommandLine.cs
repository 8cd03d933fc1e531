using System.CommandLine;
using System.CommandLine.Help;
using Mesh.Simulator.Formats;
using Mesh.Simulator.Scenarios.Reading;

namespace Mesh.Simulator.Commands;

/// <summary>The command "mesh-sim": its commands, and what a person is told when something is wrong.</summary>
internal static class CommandLine
{
    /// <summary>Does what the arguments ask for.</summary>
    /// <param name="arguments">The words behind the command.</param>
    /// <param name="output">What was asked for.</param>
    /// <param name="error">What is wrong, and progress.</param>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        ParseResult result = Root().Parse(arguments);
        if (result.Errors.Count > 0 && result.Action is not HelpAction)
        {
            error.WriteLine($"mesh-sim: {Complaint(result)}");
            return ExitCode.BadInput;
        }

        try
        {
            return result.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (ScenarioException fault)
        {
            foreach (ScenarioFault one in fault.Faults)
            {
                error.WriteLine(one);
            }

            return ExitCode.BadInput;
        }
        catch (FormatFault fault)
        {
            // Begins with file, line and column, as a compiler's does, so that an editor finds the place.
            error.WriteLine(fault.Message);
            return ExitCode.BadInput;
        }
        catch (CommandFault fault)
        {
            error.WriteLine($"mesh-sim: {fault.Message}");
            return ExitCode.BadInput;
        }
        catch (Exception fault)
        {
            // The last resort: a person gets a line, never a stack trace.
            error.WriteLine($"mesh-sim: something went wrong inside ({fault.GetType().Name}: {fault.Message.ReplaceLineEndings(" ")}); please report it with the command that you typed.");
            return ExitCode.Fault;
        }
    }

    private static string Complaint(ParseResult result)
    {
        Command command = result.CommandResult.Command;
        if (command is RootCommand && result.UnmatchedTokens.Count > 0)
        {
            string[] known = [.. command.Subcommands.Select(other => other.Name)];
            return $"there is no command {ShownText.Of(result.UnmatchedTokens[0])}; {KeyName.Suggestion(result.UnmatchedTokens[0], known)}known are {string.Join(", ", known)}.";
        }

        return $"{result.Errors[0].Message} See mesh-sim{(command is RootCommand ? "" : " " + command.Name)} --help.";
    }

    private static RootCommand Root() => new("mesh-sim: runs the node's own protocol in virtual time, judges it, and tells a pipeline.")
    {
        RunCommand.Create(),
        CompareCommand.Create(),
        AcceptCommand.Create(),
        SweepCommand.Create(),
        SwarmCommand.Create(),
        ReplayingCommand.Create(),
        ShrinkCommand.Create(),
        ListCommand.Create(),
        InitCommand.Create(),
        ConvertCommand.Create(),
        StatsCommand.Create(),
        SchemaCommand.Create(),
        BenchCommand.Create(),
        BenchChildCommands.CreateNode(),
        BenchChildCommands.CreateEcho(),
        BenchChildCommands.CreateHub(),
        BenchChildCommands.CreateRun(),
    };
}
