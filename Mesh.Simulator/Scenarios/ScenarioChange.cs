namespace Mesh.Simulator.Scenarios;

/// <summary>A value that is set over a scenario file's own: by an option, or by a cell of the matrix.</summary>
/// <param name="Path">The path of the key, such as <c>radio.loss</c>.</param>
/// <param name="Value">The value as it would stand in a file.</param>
internal sealed record ScenarioChange(string Path, string Value)
{
    /// <summary>The option that it came from, for error messages; null for --set.</summary>
    public string? Option { get; init; }

    /// <summary>As the option --set takes it.</summary>
    public override string ToString() => $"{Path}={Value}";
}
