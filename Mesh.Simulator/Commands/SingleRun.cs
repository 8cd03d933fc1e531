using System.CommandLine;

namespace Mesh.Simulator.Commands;

/// <summary>The one run that a command is about: a scenario, a protocol and a seed.</summary>
internal sealed class SingleRun
{
    private readonly Argument<string> _file = new("SCENARIO") { Description = "A scenario file, or the name of a ready scenario." };
    private readonly ScenarioOptions _scenarios = new();

    /// <summary>Adds what chooses it to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_file);
        _scenarios.AddTo(command);
    }

    /// <summary>The run.</summary>
    /// <exception cref="CommandFault">There are several.</exception>
    public RunJob Of(ParseResult parsed)
    {
        string file = parsed.GetRequiredValue(_file);
        IReadOnlyList<RunJob> jobs = RunJob.Of(_scenarios.Scenarios(parsed, [file]));
        return jobs.Count == 1
            ? jobs[0]
            : throw new CommandFault(FormattableString.Invariant($"{file} has {jobs.Count} runs; name one with --seed, --protocol and, where it has a matrix, --set."));
    }
}
