using System.CommandLine;
using System.Globalization;
using Mesh.Simulator.Network;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Scenarios.Reading;

namespace Mesh.Simulator.Commands;

/// <summary>The options by which several commands choose what is run.</summary>
internal sealed class ScenarioOptions
{
    private const int ThreadsMax = 1024;

    private readonly Option<string?> _seed = new("--seed") { Description = "Run this seed only.", HelpName = "N" };
    private readonly Option<string?> _seeds = new("--seeds") { Description = "Run these seeds.", HelpName = "A..B" };
    private readonly Option<string[]> _protocols = new("--protocol", "--protocols") { Description = "Run these protocols, comma between.", HelpName = "P" };
    private readonly Option<string?> _nodes = new("--nodes") { Description = "So many nodes.", HelpName = "N" };
    private readonly Option<string?> _crypto = new("--crypto") { Description = "Signatures: real, or fast, a stand-in that gives the same trace.", HelpName = "real|fast" };
    private readonly Option<string[]> _set = new("--set") { Description = "Set a value of the file, such as radio.loss=2%.", HelpName = "PATH=VALUE" };
    private readonly Option<string?> _threads = new("--threads") { Description = "Runs side by side; all processors when left out. Does not change any result.", HelpName = "T" };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _seed, _seeds, _protocols, _nodes, _crypto, _set, _threads })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>How many runs go side by side.</summary>
    public int Threads(ParseResult parsed)
    {
        if (parsed.GetValue(_threads) is not { } text)
        {
            return Environment.ProcessorCount;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int threads) && threads is >= 1 and <= ThreadsMax
            ? threads
            : throw new CommandFault(FormattableString.Invariant($"--threads {ShownText.Of(text)} is no number of threads; use 1 to {ThreadsMax}."));
    }

    /// <summary>Reads scenario files, and names every fault of all of them.</summary>
    public IReadOnlyList<Scenario> Scenarios(ParseResult parsed, IReadOnlyList<string> files)
    {
        IReadOnlyList<ScenarioChange> changes = Changes(parsed);
        ScenarioReader reader = Reader();
        List<Scenario> scenarios = [];
        List<ScenarioFault> faults = [];
        foreach (string file in files)
        {
            try
            {
                scenarios.AddRange(reader.ReadFile(ReadyScenarios.PathOf(file), file, changes));
            }
            catch (ScenarioException fault)
            {
                faults.AddRange(fault.Faults);
            }
        }

        return faults.Count == 0 ? scenarios : throw new ScenarioException(faults);
    }

    /// <summary>Reads a scenario that was made, as if it stood in a file.</summary>
    public IReadOnlyList<Scenario> Made(ParseResult parsed, string text, string path) => Reader().ReadText(text, path, path, Changes(parsed));

    private static ScenarioReader Reader() => new([.. ProtocolCatalogue.All.Select(entry => entry.Name)], Environment.GetEnvironmentVariable);

    private List<ScenarioChange> Changes(ParseResult parsed)
    {
        List<ScenarioChange> changes = [];
        foreach (string text in parsed.GetValue(_set) ?? [])
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new CommandFault($"--set {ShownText.Of(text)} sets nothing; write PATH=VALUE, such as radio.loss=2%.");
            }

            changes.Add(new ScenarioChange(text[..equals].Trim(), text[(equals + 1)..]));
        }

        if (parsed.GetValue(_seed) is not null && parsed.GetValue(_seeds) is not null)
        {
            throw new CommandFault("--seed and --seeds exclude each other; use one.");
        }

        Add(changes, "seeds", parsed.GetValue(_seed), "--seed");
        Add(changes, "seeds", parsed.GetValue(_seeds), "--seeds");
        Add(changes, "nodes", parsed.GetValue(_nodes), "--nodes");
        Add(changes, "node.crypto", parsed.GetValue(_crypto), "--crypto");
        if (parsed.GetValue(_protocols) is { Length: > 0 } protocols)
        {
            IEnumerable<string> names = protocols.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            Add(changes, "protocols", $"[{string.Join(", ", names.Select(FlowText.Scalar))}]", "--protocol");
        }

        return changes;
    }

    private static void Add(List<ScenarioChange> changes, string path, string? value, string option)
    {
        if (value is not null)
        {
            changes.Add(new ScenarioChange(path, value) { Option = option });
        }
    }
}
