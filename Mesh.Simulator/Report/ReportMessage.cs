using System.Collections;

namespace Mesh.Simulator.Report;

/// <summary>What the report keeps of a message.</summary>
/// <param name="At">When it was written.</param>
/// <param name="Writer">By whom.</param>
/// <param name="To">For whom alone; -1 for everybody in the room.</param>
/// <param name="Bytes">Length of its body.</param>
/// <param name="Room">Where.</param>
/// <param name="Nodes">How many nodes there are.</param>
internal sealed record ReportMessage(MeshInstant At, int Writer, int To, int Bytes, string Room, int Nodes)
{
    /// <summary>Nodes that its body reached.</summary>
    public BitArray Reached { get; } = new(Nodes) { [Writer] = true };

    /// <summary>Nodes that showed it.</summary>
    public BitArray Shown { get; } = new(Nodes) { [Writer] = true };
}
