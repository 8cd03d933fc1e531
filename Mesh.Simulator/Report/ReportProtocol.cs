namespace Mesh.Simulator.Report;

/// <summary>The runs of one protocol in one scenario, a seed each.</summary>
/// <param name="Name">The protocol.</param>
/// <param name="Runs">The runs, at least one.</param>
internal sealed record ReportProtocol(string Name, IReadOnlyList<RunReport> Runs)
{
    /// <summary>The same with those runs alone that were observed.</summary>
    public ReportProtocol Observed() => this with { Runs = [.. Runs.Where(run => run.Collected.HasBegun)] };

    /// <summary>Mean and interval of a figure over the seeds.</summary>
    public MeanInterval Interval(Func<RunReport, double> figure) => MeanInterval.Of([.. Runs.Select(figure)]);
}
