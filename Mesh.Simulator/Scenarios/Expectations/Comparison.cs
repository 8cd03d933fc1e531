namespace Mesh.Simulator.Scenarios.Expectations;

/// <summary>How an expectation compares.</summary>
internal enum Comparison
{
    /// <summary>Not more.</summary>
    AtMost,

    /// <summary>Less.</summary>
    Below,

    /// <summary>Not less.</summary>
    AtLeast,

    /// <summary>More.</summary>
    Above,

    /// <summary>The same.</summary>
    Equal,
}
