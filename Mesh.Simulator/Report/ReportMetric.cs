using System.Globalization;

namespace Mesh.Simulator.Report;

/// <summary>A column of the report's table.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Unit">The unit under it; empty where there is none.</param>
/// <param name="About">What it means, in a sentence.</param>
/// <param name="Of">Takes it from a run, in that unit.</param>
internal sealed record ReportMetric(string Name, string Unit, string About, Func<RunReport, double> Of)
{
    /// <summary>The columns, in order.</summary>
    public static IReadOnlyList<ReportMetric> All { get; } =
    [
        new("Delivery", "%", "Share of the pairs of a message and a node that should get it that were delivered.", run => run.Outcome.Delivery * 100),
        new("Possible", "%", "Share of the same pairs that the contacts allowed at all, were nothing to take time (zero-time oracle).", run => run.Outcome.OracleDelivery * 100),
        new("Latency p50", "ms", "Half of the deliveries took no longer.", run => run.Outcome.LatencyMs.P50),
        new("Latency p99", "ms", "99 of 100 deliveries took no longer.", run => run.Outcome.LatencyMs.P99),
        new("Hops", "mean", "Links over which a delivered message came.", run => run.Outcome.Hops.Mean),
        new("Last hop", "hops", "Hops of each message's last delivery, mean over messages (LDH).", run => run.Outcome.Ldh),
        new("Redundancy", "RMR", "Copies of a message's body received per node reached, less one (relative message redundancy).", run => run.Outcome.Rmr),
        new("Cost", "B/delivery", "Bytes sent by all nodes, everything included, per delivery.", run => run.Outcome.BytesPerDelivery),
        new("Useful", "%", "New bodies among all copies of bodies received.", run => run.Outcome.Usefulness * 100),
        new("Airtime", "%", "Share of the time in which a channel was busy; 0 where airtime is not shared.", run => run.Outcome.AirtimeShare * 100),
        new("Unevenness", "Gini", "How unevenly the bytes sent are spread over the nodes: 0 is even, 1 is all by one.", run => run.Outcome.LoadGini),
    ];

    /// <summary>A figure with about three digits that mean something.</summary>
    public static string Text(double figure)
    {
        string format = Math.Abs(figure) switch
        {
            >= 1000 => "#,0",
            >= 100 => "0.#",
            >= 10 => "0.##",
            _ => "0.###",
        };
        return figure.ToString(format, CultureInfo.InvariantCulture).Replace(",", "\u202F", StringComparison.Ordinal);
    }
}
