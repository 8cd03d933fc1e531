namespace Mesh.Simulator.Scenarios.Reading;

/// <summary>Something wrong in a scenario: where, and what was expected instead.</summary>
internal sealed record ScenarioFault(FilePlace Place, string Text)
{
    /// <summary>One line.</summary>
    public override string ToString() => $"{Place}: {Text}";
}
