namespace Mesh.Simulator.Workloads;

/// <summary>A message that is going to be written; its place in the plan is its number.</summary>
/// <param name="At">When.</param>
/// <param name="Writer">Who, by number.</param>
/// <param name="Room">In which room.</param>
/// <param name="Bytes">Length of the body.</param>
internal readonly record struct PlannedMessage(MeshInstant At, int Writer, string Room, int Bytes);
