namespace Mesh.Simulator.Workloads;

/// <summary>A message that is going to be written; its place in the plan is its number.</summary>
/// <param name="At">When.</param>
/// <param name="Writer">Who, by number.</param>
/// <param name="Room">In which room.</param>
/// <param name="Bytes">Length of the body.</param>
/// <param name="To">For whom alone, by number; -1 for everybody in the room. A protocol without private messages sends it to the room, and it counts at its addressee only.</param>
internal readonly record struct PlannedMessage(MeshInstant At, int Writer, string Room, int Bytes, int To = PlannedMessage.Everybody)
{
    /// <summary>The addressee of what is for the whole room.</summary>
    public const int Everybody = -1;
}
