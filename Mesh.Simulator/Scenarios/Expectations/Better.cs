namespace Mesh.Simulator.Scenarios.Expectations;

/// <summary>Which way a figure is better.</summary>
internal enum Better
{
    /// <summary>Neither; it says what was run.</summary>
    Neither,

    /// <summary>A smaller one.</summary>
    Lower,

    /// <summary>A greater one.</summary>
    Higher,
}
