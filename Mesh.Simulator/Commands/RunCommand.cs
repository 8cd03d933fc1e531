using System.CommandLine;
using Mesh.Simulator.Outputs;
using Mesh.Simulator.Outputs.Comparing;
using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Commands;

/// <summary>"mesh-sim run": runs scenarios, judges them, writes what came out.</summary>
internal sealed class RunCommand
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "Scenario files, or names of ready scenarios.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _json = new("--json") { Description = "Write the results as JSON; - is the standard output.", HelpName = "OUT" };
    private readonly Option<string?> _csv = new("--csv") { Description = "Write the results as CSV.", HelpName = "OUT" };
    private readonly Option<string?> _junit = new("--junit") { Description = "Write JUnit XML: a test case for each check, seed and protocol.", HelpName = "OUT" };
    private readonly Option<string?> _events = new("--events") { Description = "Write everything that happens, one JSON object a line.", HelpName = "OUT" };
    private readonly Option<string?> _one = new("--one-report") { Description = "Write a MessageStatsReport by the keys of the ONE.", HelpName = "OUT" };
    private readonly Option<string?> _baseline = new("--baseline") { Description = "Compare with a baseline that 'mesh-sim accept' stored; something worse ends with code 1.", HelpName = "FILE" };
    private readonly ScenarioOptions _scenarios = new();
    private readonly BaselineOptions _comparing = new();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        RunCommand run = new();
        Command command = new("run", "Run scenarios: 0 when all that they expect held, 1 when not.") { run._files, run._json, run._csv, run._junit, run._events, run._one, run._baseline };
        run._scenarios.AddTo(command);
        run._comparing.AddTo(command);
        command.SetAction(run.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        IReadOnlyList<RunJob> jobs = RunJob.Of(_scenarios.Scenarios(parsed, parsed.GetRequiredValue(_files)));
        (Option<string?> Option, string? Path)[] outputs = [.. new[] { _json, _csv, _junit, _events, _one }.Select(option => (option, parsed.GetValue(option)))];
        foreach ((Option<string?> option, string? path) in outputs)
        {
            OutputFile.Prepare(option.Name, path);
        }

        if (outputs.Count(output => output.Path == OutputFile.Standard) > 1)
        {
            throw new CommandFault("only one output can be the standard output.");
        }

        _comparing.Prepare(parsed);
        IReadOnlyList<RunFigures>? baseline = parsed.GetValue(_baseline) is { } file ? BaselineOptions.Read(file) : null;
        OneReport[] reports = [.. jobs.Select(_ => new OneReport())];
        IReadOnlyList<RunResult> results = RunAll(parsed, jobs, reports);
        WriteOutputs(parsed, results, reports);
        bool isStandardTaken = outputs.Any(output => output.Path == OutputFile.Standard);
        Tell(parsed, results, isStandardTaken);
        bool isGood = results.All(result => result.Failures.Count == 0);
        if (baseline is not null)
        {
            isGood &= !_comparing.Compare(parsed, ("baseline", baseline), ("this run", FigureFile.Of(results)), byProtocol: true).HasRegression;
        }

        return isGood ? ExitCode.Held : ExitCode.Failed;
    }

    private IReadOnlyList<RunResult> RunAll(ParseResult parsed, IReadOnlyList<RunJob> jobs, OneReport[] reports)
    {
        bool wantsReports = parsed.GetValue(_one) is not null;
        string? events = parsed.GetValue(_events);
        using EventFiles? files = events is null ? null : new EventFiles(events);
        using ProgressLine progress = new(parsed.InvocationConfiguration.Error, jobs);
        return new RunPool(
            jobs,
            job =>
            {
                IRunObserver[] own = [.. progress.ObserverOf(job), .. wantsReports ? new IRunObserver[] { reports[job.Number] } : []];
                return files is null ? job.Run(own, CancellationToken.None) : files.Run(job, log => job.Run([.. own, .. log], CancellationToken.None));
            },
            (job, _) =>
            {
                files?.Append(job);
                progress.Done(job);
            }).Run(_scenarios.Threads(parsed));
    }

    private void WriteOutputs(ParseResult parsed, IReadOnlyList<RunResult> results, OneReport[] reports)
    {
        Write(parsed, _json, () => ResultJson.Write(results));
        Write(parsed, _csv, () => ResultCsv.Write(results));
        Write(parsed, _junit, () => JUnitReport.Write(results));
        Write(parsed, _one, () => string.Join('\n', results.Select((result, number) => reports[number].Write(result))));
    }

    private static void Write(ParseResult parsed, Option<string?> option, Func<string> text)
    {
        if (parsed.GetValue(option) is { } path)
        {
            OutputFile.Write(option.Name, path, text(), parsed.InvocationConfiguration.Output);
        }
    }

    /// <summary>The table goes to the standard output unless a machine reads there; what failed is told in any case.</summary>
    private static void Tell(ParseResult parsed, IReadOnlyList<RunResult> results, bool isStandardTaken)
    {
        InvocationConfiguration surroundings = parsed.InvocationConfiguration;
        if (isStandardTaken)
        {
            ResultTable.WriteFailures(results, surroundings.Error, new Paint(false));
        }
        else
        {
            ResultTable.Write(results, surroundings.Output, Paint.For(surroundings.Output));
        }
    }
}
