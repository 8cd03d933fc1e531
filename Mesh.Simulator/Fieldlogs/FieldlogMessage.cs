namespace Mesh.Simulator.Fieldlogs;

/// <summary>A message passed the recording node.</summary>
/// <param name="At">When, in microseconds of the session's clock.</param>
/// <param name="Id">The message, called the same by every node.</param>
/// <param name="Origin">Who wrote it.</param>
/// <param name="Room">What stands for its room.</param>
/// <param name="Bytes">Length of its text.</param>
/// <param name="Hops">Links that it had crossed; 0 for an own message.</param>
internal readonly record struct FieldlogMessage(long At, string Id, string Origin, string Room, int Bytes, int Hops);
