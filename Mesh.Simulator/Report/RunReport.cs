using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Report;

/// <summary>A run, for the report.</summary>
/// <param name="Outcome">Its figures.</param>
/// <param name="Collected">What its charts are drawn from; one that observed no run leaves it out of the charts, but not of the table.</param>
internal sealed record RunReport(RunResult Outcome, ReportCollector Collected);
