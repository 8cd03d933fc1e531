namespace Mesh.Simulator.Bench.Children;

/// <summary>One run of the ns-3 scenario.</summary>
/// <param name="Nodes">How many nodes; the square grows with them.</param>
/// <param name="Seconds">Simulated time.</param>
/// <param name="Rate">Messages a second.</param>
/// <param name="KeepAlive">Whether nodes ping their links.</param>
internal sealed record RunChildOptions(int Nodes, int Seconds, double Rate, bool KeepAlive);
