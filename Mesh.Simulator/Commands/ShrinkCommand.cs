using System.CommandLine;
using System.Globalization;
using Mesh.Simulator.Judgement;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Scenarios.Reading;

namespace Mesh.Simulator.Commands;

/// <summary>"mesh-sim shrink": makes a failing scenario smaller while it still fails in the same way.</summary>
internal sealed class ShrinkCommand
{
    private const int RunsDefault = 300;

    private readonly Option<string?> _oracle = new("--oracle") { Description = "What must go on failing; the first that fails when left out.", HelpName = "NAME" };
    private readonly Option<string> _out = new("--out") { Description = "Where the smaller scenario is written.", HelpName = "FILE", Required = true };
    private readonly Option<string?> _runs = new("--runs") { Description = "Most runs to take; 300 when left out.", HelpName = "N" };
    private readonly SingleRun _single = new();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        ShrinkCommand shrink = new();
        Command command = new("shrink", "Make a failing scenario smaller: fewer nodes, faults and messages, less time.") { shrink._oracle, shrink._out, shrink._runs };
        shrink._single.AddTo(command);
        command.SetAction(shrink.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(_out);
        RunJob job = _single.Of(parsed);
        int runsMax = RunsMax(parsed.GetValue(_runs));
        OutputFile.Prepare(_out.Name, path);
        RunResult result = job.Run([], CancellationToken.None);
        if (result.Failures.Count == 0)
        {
            throw new CommandFault(FormattableString.Invariant($"{job.Scenario.Source} does not fail with {job.Protocol} and seed {job.Seed}; there is nothing to shrink."));
        }

        string oracle = parsed.GetValue(_oracle) ?? result.Failures[0].Oracle;
        if (!Fails(result, oracle))
        {
            throw new CommandFault($"--oracle {ShownText.Of(oracle)} did not fail; failed: {string.Join(", ", result.Failures.Select(failure => failure.Oracle).Distinct())}.");
        }

        TextWriter output = parsed.InvocationConfiguration.Output;
        Scenario small = job.Scenario with { Protocols = [job.Protocol], Seeds = [job.Seed] };
        Shrinker shrinker = new(candidate => Fails((job with { Scenario = candidate }).Run([], CancellationToken.None), oracle), runsMax);
        small = shrinker.Shrink(small, smaller => OutputFile.Write(_out.Name, path, Text(smaller, oracle), output));
        OutputFile.Write(_out.Name, path, Text(small, oracle), output);
        RunResult last = (job with { Scenario = small with { Source = path } }).Run([], CancellationToken.None);
        RunFailure failure = last.Failures.First(failure => failure.Oracle == oracle);
        output.WriteLine(FormattableString.Invariant($"{oracle} still fails with {Size(small)}; it was {Size(job.Scenario)}; {shrinker.Runs} runs."));
        output.WriteLine($"  {failure.Text}");
        output.WriteLine($"  scenario: {path}");
        output.WriteLine($"  again:    {failure.Replay}");
        return ExitCode.Held;
    }

    private static bool Fails(RunResult result, string oracle) => result.Failures.Any(failure => failure.Oracle == oracle);

    private static string Text(Scenario scenario, string oracle) => $"# Shrunk until nothing more could go while {oracle} fails.\n{ScenarioWriter.Write(scenario)}";

    private static string Size(Scenario scenario) => string.Create(
        CultureInfo.InvariantCulture,
        $"{scenario.Nodes} nodes, {scenario.Duration.TotalSeconds:0.###} s, {scenario.Faults.Count} faults");

    private static int RunsMax(string? text)
    {
        if (text is null)
        {
            return RunsDefault;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int runs) && runs > 0
            ? runs
            : throw new CommandFault($"--runs {ShownText.Of(text)} is no number of runs.");
    }
}
