using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Bench.Children;

/// <summary>What one run of the ns-3 scenario took.</summary>
/// <param name="Outcome">The run's own figures.</param>
/// <param name="WarmUpCpuSeconds">Computing time of a small run before it, in which the program was compiled.</param>
/// <param name="SetupCpuSeconds">Computing time until the first thing happened: movement and contacts.</param>
/// <param name="PeakBytes">Most memory that the process held at a time.</param>
internal sealed record RunReport(RunResult Outcome, double WarmUpCpuSeconds, double SetupCpuSeconds, long PeakBytes);
