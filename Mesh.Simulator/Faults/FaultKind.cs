namespace Mesh.Simulator.Faults;

/// <summary>What can go wrong.</summary>
internal enum FaultKind
{
    /// <summary>Nodes stop without a word and stay away or, after the fault, come back empty.</summary>
    Crash,

    /// <summary>The network falls into two parts; links are not told.</summary>
    Partition,
}
