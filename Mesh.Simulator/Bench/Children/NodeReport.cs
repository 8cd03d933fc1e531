namespace Mesh.Simulator.Bench.Children;

/// <summary>What a node process has used so far.</summary>
/// <param name="CpuSeconds">Computing time of all its threads.</param>
/// <param name="SentBytes">See <see cref="LinkLedger.SentBytes"/>.</param>
/// <param name="Links">Links that stand.</param>
/// <param name="PeakBytes">Most memory that it held at a time.</param>
internal sealed record NodeReport(double CpuSeconds, long SentBytes, int Links, long PeakBytes);
