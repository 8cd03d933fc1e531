using System.CommandLine;
using Mesh.Simulator.Scenarios;

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
        AddOptionsTo(command);
    }

    /// <summary>Adds what chooses it to a command that has an argument for the file itself.</summary>
    public void AddOptionsTo(Command command) => _scenarios.AddTo(command);

    /// <summary>The run.</summary>
    /// <exception cref="CommandFault">There are several.</exception>
    public RunJob Of(ParseResult parsed) => Of(parsed, parsed.GetRequiredValue(_file));

    /// <summary>The run of a scenario file, or of a ready scenario.</summary>
    /// <exception cref="CommandFault">There are several.</exception>
    public RunJob Of(ParseResult parsed, string file) => Only(_scenarios.Scenarios(parsed, [file]), file);

    /// <summary>The run of a scenario that was made.</summary>
    /// <param name="parsed">The options.</param>
    /// <param name="text">The scenario.</param>
    /// <param name="path">The file that it stands in, or could.</param>
    /// <exception cref="CommandFault">There are several.</exception>
    public RunJob OfText(ParseResult parsed, string text, string path) => Only(_scenarios.Made(parsed, text, path), path);

    private static RunJob Only(IReadOnlyList<Scenario> scenarios, string file)
    {
        IReadOnlyList<RunJob> jobs = RunJob.Of(scenarios);
        return jobs.Count == 1
            ? jobs[0]
            : throw new CommandFault(FormattableString.Invariant($"{file} has {jobs.Count} runs; name one with --seed, --protocol and, where it has a matrix, --set."));
    }
}
