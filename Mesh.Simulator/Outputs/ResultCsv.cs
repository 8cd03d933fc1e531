using System.Globalization;
using System.Text;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios.Expectations;

namespace Mesh.Simulator.Outputs;

/// <summary>The CSV output (RFC 4180, line feeds): a row for each run, a column for each figure; a figure that a run does not have is empty.</summary>
internal static class ResultCsv
{
    private static readonly string[] First = ["scenario", "protocol", "seed", "traceHash"];
    private static readonly string[] Last = [MetricCatalogue.MachineTime, "failureTexts"];

    /// <summary>Writes results.</summary>
    public static string Write(IReadOnlyList<RunResult> results)
    {
        Metric[] figures =
        [
            .. MetricCatalogue.All,
            .. results.SelectMany(result => result.DeliveryWithin.Select(within => within.Seconds)).Distinct().Order().Select(MetricCatalogue.DeliveredWithin),
        ];
        StringBuilder text = new();
        AppendRow(text, [.. First, .. figures.Select(figure => figure.Name), .. Last]);
        foreach (RunResult result in results)
        {
            string[] first = [result.Scenario, result.Protocol, result.Seed.ToString(CultureInfo.InvariantCulture), result.TraceHash];
            string[] last = [Number(result.CpuSeconds), string.Join("; ", result.Failures.Select(failure => $"{failure.Oracle}: {failure.Text}"))];
            AppendRow(text, [.. first, .. figures.Select(figure => figure.Read(result) is { } value ? Number(value) : ""), .. last]);
        }

        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Quoted)).Append('\n');

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";
}
