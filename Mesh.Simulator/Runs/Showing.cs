namespace Mesh.Simulator.Runs;

/// <summary>A message was shown.</summary>
internal readonly record struct Showing(int Node, MeshInstant At, int Hops);
