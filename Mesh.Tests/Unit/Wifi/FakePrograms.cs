using Mesh.Node.Processes;

namespace Mesh.Tests.Unit.Wifi;

/// <summary>Programs that answer as a script says.</summary>
internal sealed class FakePrograms(Func<string, ProgramAnswer?> answer) : IPrograms
{
    /// <summary>All commands, each as one line.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>What went to standard input.</summary>
    public List<string> Inputs { get; } = [];

    /// <summary>Programs that are not there.</summary>
    public HashSet<string> Missing { get; } = [];

    public static ProgramAnswer Good(string output) => new(0, output, string.Empty);

    public bool Has(string program) => !Missing.Contains(program);

    public Task<ProgramAnswer> RunAsync(IReadOnlyList<string> command, string? input, CancellationToken cancellationToken)
    {
        string line = string.Join(' ', command);
        Commands.Add(line);
        Inputs.AddRange(input is null ? [] : [input]);
        return Task.FromResult(Missing.Contains(command[0]) ? new ProgramAnswer(127, string.Empty, "none") : answer(line) ?? Good(string.Empty));
    }
}
