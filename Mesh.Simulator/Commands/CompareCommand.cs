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

        RefuseWhatRuns(parsed);
        ResultComparison comparison = _comparing.Compare(parsed, (files[0], BaselineOptions.Read(files[0])), (files[1], BaselineOptions.Read(files[1])), byProtocol: true, isStandardTaken: false);
        return comparison.HasRegression ? ExitCode.Failed : ExitCode.Held;
    }

    /// <summary>Two files are read, not run: what says how to run would be passed over in silence.</summary>
    private void RefuseWhatRuns(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (command.Options.FirstOrDefault(option => !_comparing.Has(option) && parsed.GetResult(option) is { Implicit: false }) is { } foreign)
        {
            throw new CommandFault($"{foreign.Name} is for runs, but two files are compared as they are; leave it out, or name one scenario with --protocols A,B.");
        }
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

        using RunOutputs.Collection outputs = _outputs.Begin(parsed, jobs, _comparing.TakesStandardOutput(parsed));
        IReadOnlyList<RunResult> results = outputs.RunAll(jobs, _scenarios.Threads(parsed));
        outputs.Write(results);
        IReadOnlyList<RunFigures> Side(string protocol) => FigureFile.Of([.. results.Where(result => result.Protocol == protocol)]);
        _comparing.Compare(parsed, (protocols[0], Side(protocols[0])), (protocols[1], Side(protocols[1])), byProtocol: false, outputs.TakesStandardOutput);
        return results.All(result => result.Failures.Count == 0) ? ExitCode.Held : ExitCode.Failed;
    }
}
