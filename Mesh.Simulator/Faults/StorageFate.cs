namespace Mesh.Simulator.Faults;

/// <summary>
/// What becomes of a node's storage while it is away. A real node keeps its key on disk and its messages in memory, so that in both cases it comes back
/// without messages; the key decides whether it is still the same node for the others.
/// </summary>
internal enum StorageFate
{
    /// <summary>It comes back under its own name.</summary>
    Kept,

    /// <summary>It comes back as somebody new.</summary>
    Lost,
}
