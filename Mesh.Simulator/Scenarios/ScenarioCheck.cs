using System.Text.RegularExpressions;
using Mesh.Simulator.Scenarios.Expectations;
using Mesh.Simulator.Scenarios.Reading;
using Mesh.Simulator.Workloads;
using Mesh.Simulator.World.Topologies;

namespace Mesh.Simulator.Scenarios;

/// <summary>What no single key can tell: whether the keys of a scenario fit each other and what is there.</summary>
internal sealed partial class ScenarioCheck(FileNode root, IReadOnlyCollection<string> protocols, Func<string, string?> variable, List<ScenarioFault> faults)
{
    private const int NameLengthMax = 200;

    /// <summary>Puts the folder of the scenario before the files that it names, and the values of variables into them.</summary>
    public Scenario Resolve(Scenario scenario, string folder)
    {
        List<WorkloadSpec> workload = [];
        for (int i = 0; i < scenario.Workload.Count; i++)
        {
            WorkloadSpec spec = scenario.Workload[i];
            workload.Add(string.IsNullOrEmpty(spec.File) ? spec : spec with { File = FullPath(FormattableString.Invariant($"workload.{i}.file"), spec.File, folder) });
        }

        // Several tracks of one flight are one import.
        return scenario with
        {
            Workload = workload,
            Import = scenario.Import is { } import && !string.IsNullOrEmpty(import.File) ? import with { File = FullPath("import.file", import.File, folder) } : scenario.Import,
        };
    }

    /// <summary>Finds every fault.</summary>
    public void Check(Scenario scenario)
    {
        if (scenario.Name.Length > NameLengthMax || scenario.Name.Any(char.IsControl))
        {
            Add("name", FormattableString.Invariant($"a name is one line of at most {NameLengthMax} characters."));
        }

        CheckWorld(scenario);
        CheckTimes(scenario);
        CheckProtocols(scenario);
        CheckSeeds(scenario);
        foreach ((string path, string text) in ScenarioBounds.Exceeded(scenario))
        {
            Add(path, text);
        }

        for (int i = 0; i < scenario.Expect.Count; i++)
        {
            CheckExpectation(scenario.Expect[i], i);
        }
    }

    /// <summary>The files behind a key, comma between, with the folder before each.</summary>
    private string FullPath(string path, string named, string folder)
    {
        string file = Variable().Replace(named, match =>
        {
            string name = match.Groups["name"].Value;
            string? value = variable(name);
            if (string.IsNullOrEmpty(value))
            {
                Add(path, $"{ShownText.Of(named)} names the variable {name}, which is not set; set it to the folder that holds the file.");
            }

            return value ?? "";
        });

        string[] files = [.. file.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => Path.GetFullPath(part, folder))];
        if (faults.Count == 0)
        {
            foreach (string missing in files.Where(one => !File.Exists(one)))
            {
                Add(path, $"there is no file {missing}.");
            }
        }

        return string.Join(',', files);
    }

    private void CheckWorld(Scenario scenario)
    {
        string[] worlds = [.. new[] { (scenario.Topology is not null, "topology"), (scenario.Mobility is not null, "mobility"), (scenario.Import is not null, "import") }.Where(pair => pair.Item1).Select(pair => pair.Item2)];
        if (worlds.Length == 0)
        {
            Add("", "there is no world; write one of 'topology', 'mobility' and 'import'.");
        }
        else if (worlds.Length > 1)
        {
            Add(worlds[^1], $"a scenario has one world, but here stand {string.Join(" and ", worlds)}; keep one.");
        }

        if (scenario.Import is null && scenario.Nodes < 2)
        {
            Add("nodes", root.Find("nodes") is null ? "this key is missing, for example 'nodes: 100'; only an import tells the number of nodes itself." : "a network has at least 2 nodes.");
        }

        if (scenario.Topology is { Kind: TopologyKind.Regular } topology)
        {
            if (topology.Degree != Math.Floor(topology.Degree) || topology.Degree >= scenario.Nodes || topology.Degree * scenario.Nodes % 2 != 0)
            {
                Add("topology.degree", FormattableString.Invariant($"{topology.Degree} links for each of {scenario.Nodes} nodes make no regular graph; the degree is whole, below the number of nodes, and degree times nodes is even."));
            }
        }
    }

    private void CheckTimes(Scenario scenario)
    {
        for (int i = 0; i < scenario.Workload.Count; i++)
        {
            (TimeSpan from, TimeSpan until) = (scenario.Workload[i].From, scenario.Workload[i].Until);
            string path = FormattableString.Invariant($"workload.{i}.");
            if (scenario.Workload[i] is { Kind: WorkloadKind.Replay, File: "" })
            {
                Add(path + "file", "this key is missing; a replay reads its messages from a file.");
            }

            if (from >= scenario.Duration)
            {
                Add(path + "from", $"the first message is written at {Seconds(from)}, but the run ends at {Seconds(scenario.Duration)}.");
            }
            else if (until > TimeSpan.Zero && (until <= from || until > scenario.Duration))
            {
                Add(path + "until", $"{Seconds(until)} is not between the first message at {Seconds(from)} and the end at {Seconds(scenario.Duration)}.");
            }
        }

        for (int i = 0; i < scenario.Faults.Count; i++)
        {
            if (scenario.Faults[i].At >= scenario.Duration)
            {
                Add(FormattableString.Invariant($"faults.{i}.at"), $"the fault begins at {Seconds(scenario.Faults[i].At)}, but the run ends at {Seconds(scenario.Duration)}.");
            }
        }
    }

    private void CheckProtocols(Scenario scenario)
    {
        if (scenario.Protocols.Count == 0)
        {
            Add("protocols", $"the list is empty; known are {string.Join(", ", protocols)}.");
        }

        for (int i = 0; i < scenario.Protocols.Count; i++)
        {
            string name = scenario.Protocols[i];
            if (protocols.Count > 0 && !protocols.Contains(name))
            {
                FilePlace place = NodePath.PlaceOf(root, root.Find("protocols")?.Value.Kind == FileNodeKind.List ? FormattableString.Invariant($"protocols.{i}") : "protocols");
                faults.Add(new ScenarioFault(place, $"protocols: there is no protocol {ShownText.Of(name)}; {KeyName.Suggestion(name, protocols)}known are {string.Join(", ", protocols)}."));
            }
        }

        if (scenario.Protocols.Distinct().Count() < scenario.Protocols.Count)
        {
            Add("protocols", "a protocol stands twice.");
        }
    }

    private void CheckSeeds(Scenario scenario)
    {
        if (scenario.Seeds.Count is 0 or > RecordBinder.SeedsMax)
        {
            Add("seeds", FormattableString.Invariant($"there are {scenario.Seeds.Count} seeds; write 1 to {RecordBinder.SeedsMax}, for example 1..20."));
        }
        else if (scenario.Seeds.Distinct().Count() < scenario.Seeds.Count)
        {
            Add("seeds", "a seed stands twice; it would give the same run twice.");
        }
    }

    private void CheckExpectation(string text, int index)
    {
        if (ExpectationText.TryRead(text, protocols, out _) is not { } fault)
        {
            return;
        }

        string path = FormattableString.Invariant($"expect.{index}");
        FileNode? node = NodePath.Find(root, path) ?? root.Find("expect")?.Value;
        FilePlace place = node is null ? NodePath.PlaceOf(root, path) : node.Place.Right(node.Indent + fault.Column);
        faults.Add(new ScenarioFault(place, $"expect: {fault.Text}"));
    }

    private static string Seconds(TimeSpan time) => $"{UnitScale.Number(time.TotalSeconds)} s";

    private void Add(string path, string text) => faults.Add(new ScenarioFault(NodePath.PlaceOf(root, path), path.Length == 0 ? text : $"{path}: {text}"));

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}")]
    private static partial Regex Variable();
}
