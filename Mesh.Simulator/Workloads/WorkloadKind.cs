namespace Mesh.Simulator.Workloads;

/// <summary>Patterns of senders.</summary>
internal enum WorkloadKind
{
    /// <summary>A random node each time, at even intervals.</summary>
    Random,
}
