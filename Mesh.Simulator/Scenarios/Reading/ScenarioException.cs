namespace Mesh.Simulator.Scenarios.Reading;

/// <summary>A scenario cannot be used; says everything that is wrong with it at once.</summary>
internal sealed class ScenarioException : Exception
{
    /// <summary>Bundles faults, in the order of the file.</summary>
    public ScenarioException(IEnumerable<ScenarioFault> faults)
    {
        Faults = [.. faults.Distinct().OrderBy(fault => fault.Place.Line).ThenBy(fault => fault.Place.Column)];
    }

    /// <summary>One fault.</summary>
    public ScenarioException(FilePlace place, string text)
        : this([new ScenarioFault(place, text)])
    {
    }

    /// <summary>What is wrong, at least one.</summary>
    public IReadOnlyList<ScenarioFault> Faults { get; }

    /// <inheritdoc/>
    public override string Message => string.Join(Environment.NewLine, Faults);
}
