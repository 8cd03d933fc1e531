using System.CommandLine;
using Mesh.Simulator.Outputs.Comparing;
using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Commands;

/// <summary>"mesh-sim compare": two outputs, or two protocols on the same seeds.</summary>
internal sealed class CompareCommand
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "Two JSON outputs or baselines, the old one first; or one scenario with --protocols A,B.", Arity = new ArgumentArity(1, 2) };
    private readonly ScenarioOptions _scenarios = new();
    private readonly RunOutputs _outputs = new();
    private readonly BaselineOptions _comparing = new();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        CompareCommand compare = new();
        Command command = new("compare", "Compare two results over the same seeds, as Markdown: 1 when the second is worse than the first.") { compare._files };
        compare._scenarios.AddTo(command);
        compare._outputs.AddTo(command);
        compare._comparing.AddTo(command);
        command.SetAction(compare.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string[] files = parsed.GetRequiredValue(_files);
        _comparing.Prepare(parsed);
        if (files.Length == 1)
        {
            return CompareProtocols(parsed, files);
        }

        ResultComparison comparison = _comparing.Compare(parsed, (files[0], BaselineOptions.Read(files[0])), (files[1], BaselineOptions.Read(files[1])), byProtocol: true);
        return comparison.HasRegression ? ExitCode.Failed : ExitCode.Held;
    }

    /// <summary>Two protocols differ on purpose, so neither is a regression of the other; the code tells only whether each met what the scenario expects.</summary>
    private int CompareProtocols(ParseResult parsed, string[] files)
    {
        IReadOnlyList<RunJob> jobs = RunJob.Of(_scenarios.Scenarios(parsed, files));
        string[] protocols = [.. jobs.Select(job => job.Protocol).Distinct()];
        if (protocols.Length != 2)
        {
            throw new CommandFault(FormattableString.Invariant($"{files[0]}: one file is compared by two protocols, but here run {protocols.Length} ({string.Join(", ", protocols)}); add --protocols A,B."));
        }

        using RunOutputs.Collection outputs = _outputs.Begin(parsed, jobs);
        IReadOnlyList<RunResult> results = outputs.RunAll(jobs, _scenarios.Threads(parsed));
        outputs.Write(results);
        IReadOnlyList<RunFigures> Side(string protocol) => FigureFile.Of([.. results.Where(result => result.Protocol == protocol)]);
        _comparing.Compare(parsed, (protocols[0], Side(protocols[0])), (protocols[1], Side(protocols[1])), byProtocol: false);
        return results.All(result => result.Failures.Count == 0) ? ExitCode.Held : ExitCode.Failed;
    }
}
