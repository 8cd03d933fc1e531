using System.CommandLine;
using Mesh.Simulator.Fieldlogs;
using Mesh.Simulator.Formats;
using Mesh.Simulator.Judgement;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Scenarios.Reading;

namespace Mesh.Simulator.Commands;

/// <summary>"mesh-sim replay": runs again what happened before, twice: one seed of a scenario, or what nodes recorded in the field. Tells what led to each failure.</summary>
internal sealed class ReplayingCommand
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "A scenario file or the name of a ready scenario; or field logs of 'mesh --record', one or several.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _to = new("--to") { Description = "Write the scenario that field logs make, to run and change it.", HelpName = "SCENARIO" };
    private readonly Option<string?> _events = new("--events") { Description = "Write everything that happens, one JSON object a line.", HelpName = "OUT" };
    private readonly Option<string?> _hash = new("--hash") { Description = "The trace hash that it must have; its first digits are enough.", HelpName = "HASH" };
    private readonly SingleRun _single = new();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        ReplayingCommand replay = new();
        Command command = new("replay", "Run again one seed of a scenario, or what field logs recorded, and tell what led to failures; code 1 when it fails or the hash differs.") { replay._files, replay._to, replay._events, replay._hash };
        replay._single.AddOptionsTo(command);
        command.SetAction(replay.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string? hash = parsed.GetValue(_hash);
        if (hash is { Length: 0 } || hash?.All(char.IsAsciiHexDigit) == false)
        {
            throw new CommandFault($"--hash {ShownText.Of(hash)} is no trace hash; it is made of hexadecimal digits.");
        }

        OutputFile.Prepare(_events.Name, parsed.GetValue(_events));
        bool isTaken = parsed.GetValue(_events) == OutputFile.Standard || parsed.GetValue(_to) == OutputFile.Standard;
        TextWriter output = isTaken ? parsed.InvocationConfiguration.Error : parsed.InvocationConfiguration.Output;
        (RunJob job, FieldlogTrace? trace) = JobOf(parsed, output);
        FieldlogComparison? comparison = trace is null ? null : new FieldlogComparison(trace);
        RunResult first = job.Run(comparison is null ? [] : [comparison], CancellationToken.None);
        EventTail[] tails = [.. first.Failures.Select(failure => new EventTail(failure))];
        RunResult again = Again(job, parsed.GetValue(_events), tails);
        if (comparison is not null)
        {
            FieldlogText.WriteComparison(trace!, comparison, output);
        }

        output.WriteLine(FormattableString.Invariant($"{first.Scenario}, {first.Protocol}, seed {first.Seed}: {first.Events} events, trace {first.TraceHash}"));
        for (int i = 0; i < tails.Length; i++)
        {
            Tell(output, first.Failures[i], tails[i]);
        }

        return IsSame(output, first, again, hash) && first.Failures.Count == 0 ? ExitCode.Held : ExitCode.Failed;
    }

    private (RunJob Job, FieldlogTrace? Trace) JobOf(ParseResult parsed, TextWriter output)
    {
        string[] files = parsed.GetRequiredValue(_files);
        string? to = parsed.GetValue(_to);
        string? other = files.FirstOrDefault(file => !IsFieldlog(file));
        if (other is not null)
        {
            return files.Length == 1 && to is null
                ? (_single.Of(parsed, other) with { Number = 0 }, null)
                : throw new CommandFault($"{ShownText.Of(other)} is no field log; {(files.Length > 1 ? "replay takes one scenario, or field logs alone" : "--to writes the scenario that field logs make")}.");
        }

        OutputFile.Prepare(_to.Name, to);
        var trace = FieldlogTrace.Read([.. files.Select(FormatSource.OfFile)], string.Join(", ", files));
        FieldlogText.WriteTrace(trace, output);
        string path = to is null or OutputFile.Standard ? "fieldlog.yaml" : to;
        string text = ScenarioWriter.Write(FieldlogScenario.Of(trace, files, Path.GetDirectoryName(Path.GetFullPath(path))!));
        if (to is not null)
        {
            OutputFile.Write(_to.Name, to, text, parsed.InvocationConfiguration.Output);
        }

        return (_single.OfText(parsed, text, path) with { Number = 0 }, trace);
    }

    private static bool IsFieldlog(string file) => File.Exists(file) && FieldlogReader.IsFieldlog(FormatSource.OfFile(file));

    private static RunResult Again(RunJob job, string? events, IReadOnlyList<IRunObserver> tails)
    {
        if (events is null)
        {
            return job.Run(tails, CancellationToken.None);
        }

        using EventFiles files = new(events);
        RunResult result = files.Run(job, log => job.Run([.. tails, .. log], CancellationToken.None));
        files.Append(job);
        return result;
    }

    private static void Tell(TextWriter output, RunFailure failure, EventTail tail)
    {
        output.WriteLine($"{failure.Oracle}: {failure.Text}");
        foreach (RunEvent happened in tail.Last)
        {
            output.WriteLine(EventText.Of(happened));
        }
    }

    private static bool IsSame(TextWriter output, RunResult first, RunResult again, string? hash)
    {
        if (again.TraceHash != first.TraceHash)
        {
            output.WriteLine($"The same run gave another trace the second time: {again.TraceHash}. Something in it is not decided by the seed.");
            return false;
        }

        if (hash is not null && !first.TraceHash.StartsWith(hash, StringComparison.OrdinalIgnoreCase))
        {
            output.WriteLine($"The trace is not the one asked for, {hash}: the program, the scenario or the seed is another.");
            return false;
        }

        output.WriteLine(hash is null ? "Run twice with the same trace." : "Run twice with the trace that was asked for.");
        return true;
    }
}
