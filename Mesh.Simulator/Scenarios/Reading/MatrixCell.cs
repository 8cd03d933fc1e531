namespace Mesh.Simulator.Scenarios.Reading;

/// <summary>One cell of a matrix: which value each path has.</summary>
internal sealed record MatrixCell(IReadOnlyList<(string Path, FileNode Value)> Values)
{
    /// <summary>A scenario without matrix.</summary>
    public static MatrixCell Empty { get; } = new([]);

    /// <summary>What stands behind a scenario's name: <c>[nodes=25,radio.loss=2%]</c>.</summary>
    public string Label => Values.Count == 0 ? "" : $"[{string.Join(',', Values.Select(pair => $"{pair.Path}={FlowText.Short(pair.Value)}"))}]";
}
