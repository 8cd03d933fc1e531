namespace Mesh.Simulator.Report;

/// <summary>A message that was written.</summary>
/// <param name="Number">Its number.</param>
/// <param name="At">When, microseconds.</param>
/// <param name="Writer">By whom.</param>
/// <param name="Bytes">Length of its body.</param>
/// <param name="Room">Where.</param>
/// <param name="Wanted">How many should get it, its writer not counted.</param>
internal readonly record struct ReplayMessage(int Number, long At, int Writer, int Bytes, string Room, int Wanted);
