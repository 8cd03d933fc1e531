namespace Mesh.Simulator.Bench;

/// <summary>A measurement could not be taken: a child process ended or did not answer. The message is one line.</summary>
internal sealed class BenchFault(string message) : Exception(message);
