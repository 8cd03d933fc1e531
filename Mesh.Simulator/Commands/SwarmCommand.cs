using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Mesh.Simulator.Judgement;
using Mesh.Simulator.Outputs;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Scenarios.Reading;

namespace Mesh.Simulator.Commands;

/// <summary>"mesh-sim swarm": random small networks under random mixes of faults, until the budget ends or one fails.</summary>
internal sealed class SwarmCommand
{
    private const string OutName = "--out";
    private const int RunsDefault = 100;
    private const int ThreadsMax = 1024;

    private readonly Option<string?> _minutes = new("--minutes") { Description = "Run for so long.", HelpName = "M" };
    private readonly Option<string?> _runs = new("--runs") { Description = "Run so many; 100 when neither this nor --minutes is given.", HelpName = "N" };
    private readonly Option<string?> _seed = new("--seed") { Description = "The first seed; the others follow.", HelpName = "S" };
    private readonly Option<string?> _threads = new("--threads") { Description = "Runs side by side; all processors when left out. Does not change any result.", HelpName = "T" };
    private readonly Option<string?> _json = new("--json") { Description = "Write the results as JSON; - is the standard output.", HelpName = "OUT" };
    private readonly Option<string> _out = new(OutName) { Description = "The folder in which the scenario of each failure is written.", HelpName = "FOLDER", DefaultValueFactory = _ => "mesh-sim-swarm" };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        SwarmCommand swarm = new();
        Command command = new("swarm", "Run random small networks under random mixes of faults; the first failure ends it with code 1.") { swarm._minutes, swarm._runs, swarm._seed, swarm._threads, swarm._json, swarm._out };
        command.SetAction(swarm.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        double? minutes = parsed.GetValue(_minutes) is { } text ? Minutes(text) : null;
        int most = (int)Number(parsed, _runs, minutes is null ? RunsDefault : int.MaxValue, 1, int.MaxValue);
        ulong seed = Number(parsed, _seed, 1, 0, ulong.MaxValue / 2);
        int threads = (int)Number(parsed, _threads, (ulong)Environment.ProcessorCount, 1, ThreadsMax);
        string folder = parsed.GetRequiredValue(_out);
        OutputFile.Prepare(_json.Name, parsed.GetValue(_json));
        Stopwatch watch = Stopwatch.StartNew();
        IReadOnlyList<SwarmRun> runs;
        using (SwarmProgress progress = new(parsed.InvocationConfiguration.Error, minutes is null ? most : 0))
        {
            runs = new Swarm(drawn => SwarmDraw.Of(drawn) with { Source = FileOf(folder, drawn) }, job => job.Run([], CancellationToken.None))
                .Run(seed, threads, done => minutes is { } budget && watch.Elapsed.TotalMinutes >= budget ? 0 : most - done, progress.Done);
        }

        if (parsed.GetValue(_json) is { } json)
        {
            OutputFile.Write(_json.Name, json, ResultJson.Write([.. runs.Select(run => run.Outcome)]), parsed.InvocationConfiguration.Output);
        }

        TextWriter output = parsed.GetValue(_json) == OutputFile.Standard ? parsed.InvocationConfiguration.Error : parsed.InvocationConfiguration.Output;
        output.WriteLine(Sum(runs, seed));
        IReadOnlyList<SwarmRun> failed = KeepFailed(runs);
        if (failed.Count == 0)
        {
            return ExitCode.Held;
        }

        Tell(output, failed[0]);
        foreach (SwarmRun other in failed.Skip(1))
        {
            output.WriteLine(FormattableString.Invariant($"seed {other.Outcome.Seed}: {string.Join(", ", other.Outcome.Failures.Select(failure => failure.Oracle).Distinct())}; again: {other.Outcome.Failures[0].Replay}"));
        }

        return ExitCode.Failed;
    }

    /// <summary>Writes the scenario of every failed run, for each names its file in the command that runs it again.</summary>
    /// <returns>The failed runs in the order of the seeds.</returns>
    internal static IReadOnlyList<SwarmRun> KeepFailed(IReadOnlyList<SwarmRun> runs)
    {
        SwarmRun[] failed = [.. runs.Where(run => run.Outcome.Failures.Count > 0)];
        foreach (Scenario scenario in failed.Select(run => run.Scenario))
        {
            OutputFile.Prepare(OutName, scenario.Source);
            OutputFile.Write(OutName, scenario.Source, ScenarioWriter.Write(scenario), TextWriter.Null);
        }

        return failed;
    }

    private static string Sum(IReadOnlyList<SwarmRun> runs, ulong seed)
    {
        long shown = runs.Sum(run => (long)run.Outcome.Sent);
        IEnumerable<string> checks = runs.SelectMany(run => run.Outcome.Checks).Distinct();
        int failed = runs.Count(run => run.Outcome.Failures.Count > 0);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{runs.Count} runs, seeds {seed} to {seed + (ulong)Math.Max(runs.Count, 1) - 1}: {runs.Sum(run => run.Outcome.SimulatedSeconds) / 3600:F1} simulated hours, {shown} messages, {runs.Sum(run => run.Outcome.FramesReceived)} frames; checked {string.Join(", ", checks)}; {(failed == 0 ? "all held" : $"{failed} failed")}.");
    }

    /// <summary>The first failure, with everything that is needed to see it again.</summary>
    private static void Tell(TextWriter output, SwarmRun failed)
    {
        string path = failed.Scenario.Source;
        string faults = failed.Scenario.Faults.Count == 0 ? "no faults" : string.Join(", ", failed.Scenario.Faults.Select(fault => KeyName.Of(fault.Kind)));
        output.WriteLine(FormattableString.Invariant($"seed {failed.Outcome.Seed}: {failed.Outcome.Protocol}, {failed.Outcome.Nodes} nodes, {faults}"));
        foreach (RunFailure failure in failed.Outcome.Failures)
        {
            output.WriteLine($"  {failure.Oracle}: {failure.Text}");
        }

        RunFailure first = failed.Outcome.Failures[0];
        output.WriteLine($"  scenario: {path}");
        output.WriteLine($"  again:    {first.Replay}");
        output.WriteLine($"  look:     {first.Replay.Replace("mesh-sim run ", "mesh-sim replay ", StringComparison.Ordinal)}");
        output.WriteLine($"  smaller:  {first.Replay.Replace("mesh-sim run ", "mesh-sim shrink ", StringComparison.Ordinal)} --out {ShownPath(path)}");
    }

    private static string ShownPath(string path) => Path.ChangeExtension(path, ".small.yaml").Replace('\\', '/');

    private static string FileOf(string folder, ulong seed) => Path.Combine(folder, FormattableString.Invariant($"seed-{seed}.yaml")).Replace('\\', '/');

    private static double Minutes(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double minutes) && minutes is > 0 and <= 100_000
            ? minutes
            : throw new CommandFault($"--minutes {ShownText.Of(text)} is no time; use a number of minutes such as 5 or 0.5.");

    private static ulong Number(ParseResult parsed, Option<string?> option, int absent, ulong min, ulong max) => Number(parsed, option, (ulong)absent, min, max);

    private static ulong Number(ParseResult parsed, Option<string?> option, ulong absent, ulong min, ulong max)
    {
        if (parsed.GetValue(option) is not { } text)
        {
            return absent;
        }

        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) && number >= min && number <= max
            ? number
            : throw new CommandFault(FormattableString.Invariant($"{option.Name} {ShownText.Of(text)} is no whole number from {min} to {max}."));
    }
}
