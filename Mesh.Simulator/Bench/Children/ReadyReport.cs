namespace Mesh.Simulator.Bench.Children;

/// <summary>A child process is ready.</summary>
/// <param name="Port">Where it accepts; 0 when it does not.</param>
internal sealed record ReadyReport(int Port);
