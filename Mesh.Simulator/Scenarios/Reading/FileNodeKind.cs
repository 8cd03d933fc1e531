namespace Mesh.Simulator.Scenarios.Reading;

/// <summary>What a node of a file is.</summary>
internal enum FileNodeKind
{
    /// <summary>A text.</summary>
    Scalar,

    /// <summary>Values one after the other.</summary>
    List,

    /// <summary>Keys with values.</summary>
    Map,
}
