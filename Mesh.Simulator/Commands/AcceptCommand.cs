using System.CommandLine;
using Mesh.Simulator.Outputs.Comparing;

namespace Mesh.Simulator.Commands;

/// <summary>"mesh-sim accept": makes a result the baseline of what comes.</summary>
internal static class AcceptCommand
{
    private const string StandardName = "mesh-sim.baseline.json";

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> result = new("RESULT") { Description = "What 'mesh-sim run --json' wrote." };
        Option<string> to = new("--to") { Description = "The baseline to write.", HelpName = "FILE", DefaultValueFactory = _ => StandardName };
        Command command = new("accept", "Store a result as the baseline for 'mesh-sim run --baseline'; commit it.") { result, to };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(to);
            IReadOnlyList<RunFigures> runs = BaselineOptions.Read(parsed.GetRequiredValue(result));
            if (runs.Count == 0)
            {
                throw new CommandFault($"{parsed.GetRequiredValue(result)}: there is no run in it.");
            }

            OutputFile.Prepare("--to", path);
            OutputFile.Write("--to", path, FigureFile.Write(runs), parsed.InvocationConfiguration.Output);
            if (path != OutputFile.Standard)
            {
                parsed.InvocationConfiguration.Output.WriteLine(FormattableString.Invariant($"{path} holds {runs.Count} {(runs.Count == 1 ? "run" : "runs")} now; commit it, and 'mesh-sim run --baseline {path}' compares with it."));
            }

            return ExitCode.Held;
        });
        return command;
    }
}
