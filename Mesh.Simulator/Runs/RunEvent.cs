namespace Mesh.Simulator.Runs;

/// <summary>One thing that happened in a run. Which fields mean something is said at each <see cref="RunEventKind"/>.</summary>
internal readonly record struct RunEvent(MeshInstant At, RunEventKind Kind, int A = -1, int B = -1, int Number = -1, int Bytes = 0, string? Text = null);
