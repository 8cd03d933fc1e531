namespace Mesh.Simulator.Faults;

/// <summary>How a network falls into two parts.</summary>
internal enum PartitionShape
{
    /// <summary>Each node falls to either side by chance; the share is that of the smaller side.</summary>
    Uniform,

    /// <summary>One node is cut off from all others.</summary>
    Isolate,
}
