using Mesh.Simulator.Scenarios.Reading;

namespace Mesh.Simulator.Scenarios;

/// <summary>Reads scenario files: one scenario for each cell of the matrix, checked.</summary>
/// <param name="protocols">The protocols there are.</param>
/// <param name="variable">Reads an environment variable; imports may stand in a folder that one names.</param>
internal sealed class ScenarioReader(IReadOnlyCollection<string> protocols, Func<string, string?> variable)
{
    private const long FileBytesMax = 4 * YamlText.CharactersMax;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="source">How the person named it; a ready scenario's name, or the path.</param>
    /// <param name="changes">Values set over the file's own.</param>
    /// <exception cref="ScenarioException">Something is wrong with it; names everything at once.</exception>
    public IReadOnlyList<Scenario> ReadFile(string path, string source, IReadOnlyList<ScenarioChange> changes)
    {
        string text;
        try
        {
            FileInfo file = new(path);
            if (file.Length > FileBytesMax)
            {
                throw new ScenarioException(new FilePlace(path, 0, 0), FormattableString.Invariant($"the file has {file.Length} bytes; a scenario has at most {FileBytesMax}."));
            }

            text = File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ScenarioException(new FilePlace(path, 0, 0), $"the file cannot be read: {fault.Message}");
        }

        return ReadText(text, path, source, changes);
    }

    /// <summary>Reads a text as if it stood in a file.</summary>
    /// <exception cref="ScenarioException">Something is wrong with it.</exception>
    public IReadOnlyList<Scenario> ReadText(string text, string path, string source, IReadOnlyList<ScenarioChange> changes)
    {
        FileNode root = YamlText.Read(text, path);
        if (root.Kind != FileNodeKind.Map)
        {
            throw new ScenarioException(root.Place, $"{root.Shown()} stands where keys were expected, for example 'duration: 60s'.");
        }

        List<ScenarioFault> faults = [];
        List<Scenario> scenarios = [];
        FileNode plain = root with { Entries = [.. root.Entries.Where(entry => entry.Key != Matrix.Key)] };
        plain = Changed(plain, changes);
        foreach (MatrixCell cell in Matrix.Cells(root, changes))
        {
            scenarios.Add(ReadCell(plain, cell, path, source, changes, faults));
        }

        return faults.Count == 0 ? scenarios : throw new ScenarioException(faults);
    }

    private static FileNode Changed(FileNode root, IReadOnlyList<ScenarioChange> changes)
    {
        foreach (ScenarioChange change in changes)
        {
            // The value is read alone, so that "--set 'radio.delay=1ms..3ms'" and "--set seeds=[1, 2]" both work; faults then name the option.
            FilePlace place = new(change.Option ?? "--set " + change.Path, 0, 0);
            FileNode value = change.Value.Trim() is ['[' or '{' or '"', ..] ? Placed(YamlText.Read(change.Value, place.File), place) : FileNode.Scalar(change.Value.Trim(), place);
            root = NodePath.With(root, change.Path, value, place);
        }

        return root;
    }

    private static FileNode Placed(FileNode node, FilePlace place) => node with
    {
        Place = place,
        Items = [.. node.Items.Select(item => Placed(item, place))],
        Entries = [.. node.Entries.Select(entry => entry with { Place = place, Value = Placed(entry.Value, place) })],
    };

    private Scenario ReadCell(FileNode plain, MatrixCell cell, string path, string source, IReadOnlyList<ScenarioChange> changes, List<ScenarioFault> faults)
    {
        FileNode root = plain;
        foreach ((string step, FileNode value) in cell.Values)
        {
            root = NodePath.With(root, step, value, value.Place);
        }

        List<ScenarioFault> found = [];
        Scenario scenario = (Scenario)new RecordBinder(found).Bind(root, typeof(Scenario), "");
        scenario = scenario with
        {
            Name = (scenario.Name.Length > 0 ? scenario.Name : Path.GetFileNameWithoutExtension(path)) + cell.Label,
            Source = source,
            Changes = [.. changes, .. cell.Values.Select(pair => new ScenarioChange(pair.Path, FlowText.Of(pair.Value)))],
        };
        ScenarioCheck check = new(root, protocols, variable, found);
        scenario = check.Resolve(scenario, Path.GetDirectoryName(Path.GetFullPath(path))!);

        // What follows from a key that could not be read is no second fault.
        if (found.Count == 0)
        {
            check.Check(scenario);
        }

        faults.AddRange(found);
        return scenario;
    }
}
