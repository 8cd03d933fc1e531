namespace Mesh.Simulator.Scenarios.Reading;

/// <summary>
/// The key <c>matrix</c>: paths with lists of values. Every combination is a cell; with <c>zip: true</c> the first values of all lists make
/// the first cell, the second values the second, and a shorter list begins anew, as run arrays of the ONE do.
/// </summary>
internal static class Matrix
{
    /// <summary>Its key.</summary>
    public const string Key = "matrix";

    /// <summary>Most cells.</summary>
    public const int CellsMax = 10_000;

    private const string ZipKey = "zip";

    /// <summary>The cells of a file, in order: the last path changes fastest.</summary>
    /// <param name="root">The file.</param>
    /// <param name="changes">Paths that were set from outside, which the matrix then leaves alone.</param>
    /// <exception cref="ScenarioException">The matrix is none.</exception>
    public static IReadOnlyList<MatrixCell> Cells(FileNode root, IReadOnlyList<ScenarioChange> changes)
    {
        if (root.Find(Key) is not { } matrix)
        {
            return [MatrixCell.Empty];
        }

        if (matrix.Value.Kind != FileNodeKind.Map)
        {
            throw new ScenarioException(matrix.Value.Place, $"{Key}: {matrix.Value.Shown()} stands where paths with lists were expected, for example 'nodes: [25, 100]'.");
        }

        bool isZip = false;
        List<(string Path, IReadOnlyList<FileNode> Values)> axes = [];
        foreach (FileEntry entry in matrix.Value.Entries)
        {
            if (entry.Key == ZipKey)
            {
                isZip = ReadZip(entry);
            }
            else if (!changes.Any(change => change.Path == entry.Key))
            {
                axes.Add((entry.Key, ReadAxis(entry)));
            }
        }

        double count = isZip ? axes.Select(axis => axis.Values.Count).DefaultIfEmpty(1).Max() : axes.Aggregate(1.0, (product, axis) => product * axis.Values.Count);
        if (count > CellsMax)
        {
            throw new ScenarioException(matrix.Place, FormattableString.Invariant($"{Key}: it has {count} cells; at most {CellsMax} are taken."));
        }

        return [.. Enumerable.Range(0, (int)count).Select(number => isZip ? Zipped(axes, number) : Crossed(axes, number))];
    }

    private static bool ReadZip(FileEntry entry) => entry.Value.Text switch
    {
        "true" => true,
        "false" => false,
        _ => throw new ScenarioException(entry.Value.Place, $"{Key}.{ZipKey}: {entry.Value.Shown()} is neither true nor false."),
    };

    private static IReadOnlyList<FileNode> ReadAxis(FileEntry entry)
    {
        if (entry.Value.Kind != FileNodeKind.List || entry.Value.Items.Count == 0)
        {
            throw new ScenarioException(entry.Value.Place, $"{Key}.{entry.Key}: {entry.Value.Shown()} stands where a list of values was expected, for example '{entry.Key}: [...]'.");
        }

        return entry.Value.Items;
    }

    private static MatrixCell Zipped(List<(string Path, IReadOnlyList<FileNode> Values)> axes, int number) =>
        new([.. axes.Select(axis => (axis.Path, axis.Values[number % axis.Values.Count]))]);

    private static MatrixCell Crossed(List<(string Path, IReadOnlyList<FileNode> Values)> axes, int number)
    {
        List<(string Path, FileNode Value)> values = [];
        foreach ((string path, IReadOnlyList<FileNode> choices) in Enumerable.Reverse(axes))
        {
            values.Add((path, choices[number % choices.Count]));
            number /= choices.Count;
        }

        values.Reverse();
        return new MatrixCell(values);
    }
}
