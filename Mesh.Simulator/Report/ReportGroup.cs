namespace Mesh.Simulator.Report;

/// <summary>The runs of one scenario.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Protocols">Its protocols, in the order in which they first ran.</param>
internal sealed record ReportGroup(string Scenario, IReadOnlyList<ReportProtocol> Protocols)
{
    /// <summary>All its runs.</summary>
    public IEnumerable<RunReport> Runs => Protocols.SelectMany(protocol => protocol.Runs);

    /// <summary>Puts runs into groups, in the order in which each scenario first ran.</summary>
    public static IReadOnlyList<ReportGroup> Of(IReadOnlyList<RunReport> runs) =>
    [
        .. runs.GroupBy(run => run.Outcome.Scenario, StringComparer.Ordinal)
            .Select(scenario => new ReportGroup(scenario.Key, [.. scenario.GroupBy(run => run.Outcome.Protocol, StringComparer.Ordinal).Select(protocol => new ReportProtocol(protocol.Key, [.. protocol]))])),
    ];
}
