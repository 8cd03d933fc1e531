namespace Mesh.Simulator.Report;

/// <summary>A message was shown.</summary>
/// <param name="Node">Where.</param>
/// <param name="At">When, microseconds.</param>
/// <param name="Hops">Over how many links it came.</param>
internal readonly record struct ReplayShowing(int Node, long At, int Hops);
