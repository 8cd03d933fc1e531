using System.CommandLine;
using Mesh.Simulator.Outputs;
using Mesh.Simulator.Report;
using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Commands;

/// <summary>"mesh-sim sweep": every cell of a matrix over all seeds, with all processors, resumable.</summary>
internal sealed class SweepCommand
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "Scenario files with a matrix, or names of ready scenarios.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _out = new("--out") { Description = "The folder of the results; runs that it holds already are not run again.", HelpName = "FOLDER", DefaultValueFactory = _ => "mesh-sim-sweep" };
    private readonly Option<string?> _report = new("--report") { Description = "Write a page with charts of every cell; those of runs done before are left out.", HelpName = "OUT.html" };
    private readonly ScenarioOptions _scenarios = new();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        SweepCommand sweep = new();
        Command command = new("sweep", "Run the whole matrix over all seeds and sum it up cell by cell; goes on where it was ended.") { sweep._files, sweep._out, sweep._report };
        sweep._scenarios.AddTo(command);
        command.SetAction(sweep.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        IReadOnlyList<RunJob> jobs = RunJob.Of(_scenarios.Scenarios(parsed, parsed.GetRequiredValue(_files)));
        OutputFile.Prepare(_report.Name, parsed.GetValue(_report));
        ReportCollector[] collectors = [.. jobs.Select(_ => new ReportCollector())];
        SweepFolder folder = new(parsed.GetRequiredValue(_out));
        RunResult?[] kept = [.. jobs.Select(folder.Find)];
        RunJob[] left = [.. jobs.Where(job => kept[job.Number] is null)];
        RunJob[] open = [.. left.Select((job, number) => job with { Number = number })];
        TextWriter output = parsed.InvocationConfiguration.Output;
        output.WriteLine(FormattableString.Invariant($"{jobs.Count} runs, {jobs.Count - open.Length} of them done before."));
        IReadOnlyList<RunResult> done;
        using (ProgressLine progress = new(parsed.InvocationConfiguration.Error, open))
        {
            done = new RunPool(
                open,
                job =>
                {
                    ReportCollector collector = collectors[left[job.Number].Number];
                    RunResult result = job.Run([.. progress.ObserverOf(job), .. parsed.GetValue(_report) is null ? [] : new IRunObserver[] { collector }], CancellationToken.None);
                    collector.Settle();
                    folder.Keep(job, result);
                    return result;
                },
                (job, _) => progress.Done(job)).Run(_scenarios.Threads(parsed));
        }

        Queue<RunResult> fresh = new(done);
        RunResult[] results = [.. kept.Select(result => result ?? fresh.Dequeue())];
        WriteReport(parsed, [.. results.Select((result, number) => new RunReport(result, collectors[number]))]);
        string summary = SweepSummary.Write(results);
        string[] written = [folder.Write("results.json", ResultJson.Write(results)), folder.Write("results.csv", ResultCsv.Write(results)), folder.Write("summary.md", summary)];
        output.Write(summary);
        output.WriteLine();
        output.WriteLine($"Written: {string.Join(", ", written)}");
        ResultTable.WriteFailures([.. results.Where(result => result.Failures.Count > 0)], output, Paint.For(output));
        return results.All(result => result.Failures.Count == 0) ? ExitCode.Held : ExitCode.Failed;
    }

    private void WriteReport(ParseResult parsed, IReadOnlyList<RunReport> runs)
    {
        if (parsed.GetValue(_report) is { } path)
        {
            using StringWriter page = new() { NewLine = "\n" };
            ReportWriter.Write(page, runs);
            OutputFile.Write(_report.Name, path, page.ToString(), parsed.InvocationConfiguration.Output);
        }
    }
}
