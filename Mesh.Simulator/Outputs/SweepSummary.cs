using System.Globalization;
using System.Text;
using Mesh.Simulator.Outputs.Comparing;
using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Outputs;

/// <summary>A sweep as a Markdown table: a row for each cell and protocol, each figure as the mean over seeds with half of its 95 % confidence interval.</summary>
internal static class SweepSummary
{
    private static readonly (string Head, Func<RunResult, double> Read)[] Figures =
    [
        ("delivery", result => result.Delivery),
        ("p50 ms", result => result.LatencyMs.P50),
        ("p99 ms", result => result.LatencyMs.P99),
        ("stretch p99", result => result.Stretch.P99),
        ("rmr", result => result.Rmr),
        ("ldh", result => result.Ldh),
        ("B/delivery", result => result.BytesPerDelivery),
    ];

    /// <summary>Writes it.</summary>
    public static string Write(IReadOnlyList<RunResult> results)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"| scenario | protocol | seeds | {string.Join(" | ", Figures.Select(figure => figure.Head))} | failed |\n");
        text.Append(CultureInfo.InvariantCulture, $"|---|---|---:|{string.Concat(Figures.Select(_ => "---:|"))}---:|\n");
        foreach (IGrouping<(string Scenario, string Protocol), RunResult> cell in results.GroupBy(result => (result.Scenario, result.Protocol)))
        {
            IEnumerable<string> figures = Figures.Select(figure => Mean([.. cell.Select(figure.Read)]));
            text.Append(CultureInfo.InvariantCulture, $"| {cell.Key.Scenario} | {cell.Key.Protocol} | {cell.Count()} | {string.Join(" | ", figures)} | {cell.Count(result => result.Failures.Count > 0)} |\n");
        }

        return text.ToString();
    }

    private static string Mean(IReadOnlyList<double> values)
    {
        string mean = values.Average().ToString("0.####", CultureInfo.InvariantCulture);
        return PairedStatistics.MeanInterval(values) is { } interval && interval.High > interval.Low
            ? $"{mean} ± {((interval.High - interval.Low) / 2).ToString("0.####", CultureInfo.InvariantCulture)}"
            : mean;
    }
}
