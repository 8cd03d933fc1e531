using System.Globalization;

namespace Mesh.Simulator.Scenarios.Reading;

/// <summary>Paths into a file such as <c>radio.loss</c> or <c>workload.0.rate</c>, as a matrix and the option --set use them.</summary>
internal static class NodePath
{
    private const int ItemsMax = 100;

    /// <summary>The node at a path, or null.</summary>
    public static FileNode? Find(FileNode root, string path)
    {
        FileNode? node = root;
        foreach (string step in path.Split('.'))
        {
            node = node switch
            {
                null => null,
                { Kind: FileNodeKind.Map } => node.Find(step)?.Value,
                { Kind: FileNodeKind.List } when IndexOf(step) is { } index => index < node.Items.Count ? node.Items[index] : null,
                { Kind: FileNodeKind.List, Items.Count: 1 } => node.Items[0].Find(step)?.Value,
                _ => null,
            };
        }

        return node;
    }

    /// <summary>The place of the key at a path; of the nearest key above it where it is absent.</summary>
    public static FilePlace PlaceOf(FileNode root, string path)
    {
        FilePlace place = root.Place;
        FileNode node = root;
        foreach (string step in path.Split('.'))
        {
            if (node.Kind == FileNodeKind.List)
            {
                int index = IndexOf(step) ?? 0;
                if (index >= node.Items.Count)
                {
                    return place;
                }

                node = node.Items[index];
                place = node.Place;
            }

            if (node.Find(step) is { } entry)
            {
                place = entry.Place;
                node = entry.Value;
            }
        }

        return node.Kind == FileNodeKind.Scalar ? node.Place : place;
    }

    /// <summary>The same tree with another value at a path; maps on the way are made.</summary>
    /// <exception cref="ScenarioException">The path leads through a text, or beside a list's items.</exception>
    public static FileNode With(FileNode root, string path, FileNode value, FilePlace place) => With(root, path.Split('.'), path, value, place);

    private static FileNode With(FileNode node, ReadOnlySpan<string> steps, string path, FileNode value, FilePlace place)
    {
        if (steps.Length == 0)
        {
            return value;
        }

        string step = steps[0];
        if (node.Kind == FileNodeKind.List)
        {
            int? index = IndexOf(step) ?? (node.Items.Count == 1 ? -1 : null);
            if (index is null || index > node.Items.Count)
            {
                throw new ScenarioException(place, FormattableString.Invariant($"{path}: '{step}' stands where the number of an item was expected, 0 to {node.Items.Count}."));
            }

            FileNode old = index == node.Items.Count ? FileNode.EmptyMap(place) : node.Items[Math.Max(index.Value, 0)];
            FileNode changed = With(old, index < 0 ? steps : steps[1..], path, value, place);
            return node with { Items = [.. node.Items.Take(Math.Max(index.Value, 0)), changed, .. node.Items.Skip(Math.Max(index.Value, 0) + 1)] };
        }

        if (node.Kind != FileNodeKind.Map || step.Length == 0)
        {
            throw new ScenarioException(place, $"{path}: the path leads nowhere; {(step.Length == 0 ? "a step is empty" : $"there is {node.Shown()} before '{step}'")}.");
        }

        FileNode absent = steps.Length > 1 && IndexOf(steps[1]) is not null ? new FileNode { Kind = FileNodeKind.List, Place = place } : FileNode.EmptyMap(place);
        FileEntry entry = node.Find(step) ?? new FileEntry(step, place, absent);

        // A value that came from elsewhere is at fault there.
        FileEntry replaced = entry with { Place = steps.Length == 1 ? place : entry.Place, Value = With(entry.Value, steps[1..], path, value, place) };
        return node with { Entries = node.Find(step) is null ? [.. node.Entries, replaced] : [.. node.Entries.Select(other => other.Key == step ? replaced : other)] };
    }

    private static int? IndexOf(string step) => int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < ItemsMax ? index : null;
}
