namespace Mesh.Simulator.Bench.Wires;

/// <summary>What the far end of a wire can do.</summary>
internal enum WireOrderKind
{
    /// <summary>Send every message back.</summary>
    Echo,

    /// <summary>Swallow all messages, then say so.</summary>
    Swallow,

    /// <summary>Read the messages as frames of bundles, then say so.</summary>
    Decode,
}
