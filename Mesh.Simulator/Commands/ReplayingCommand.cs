using System.CommandLine;
using Mesh.Simulator.Judgement;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios.Reading;

namespace Mesh.Simulator.Commands;

/// <summary>"mesh-sim replay": runs the very same again, twice, and tells what led to each failure.</summary>
internal sealed class ReplayingCommand
{
    private readonly Option<string?> _events = new("--events") { Description = "Write everything that happens, one JSON object a line.", HelpName = "OUT" };
    private readonly Option<string?> _hash = new("--hash") { Description = "The trace hash that it must have; its first digits are enough.", HelpName = "HASH" };
    private readonly SingleRun _single = new();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        ReplayingCommand replay = new();
        Command command = new("replay", "Run one seed again and tell what led to its failures; code 1 when it fails or the hash differs.") { replay._events, replay._hash };
        replay._single.AddTo(command);
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
        RunJob job = _single.Of(parsed) with { Number = 0 };
        RunResult first = job.Run([], CancellationToken.None);
        EventTail[] tails = [.. first.Failures.Select(failure => new EventTail(failure))];
        RunResult again = Again(job, parsed.GetValue(_events), tails);
        TextWriter output = parsed.GetValue(_events) == OutputFile.Standard ? parsed.InvocationConfiguration.Error : parsed.InvocationConfiguration.Output;
        output.WriteLine(FormattableString.Invariant($"{first.Scenario}, {first.Protocol}, seed {first.Seed}: {first.Events} events, trace {first.TraceHash}"));
        for (int i = 0; i < tails.Length; i++)
        {
            Tell(output, first.Failures[i], tails[i]);
        }

        return IsSame(output, first, again, hash) && first.Failures.Count == 0 ? ExitCode.Held : ExitCode.Failed;
    }

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
