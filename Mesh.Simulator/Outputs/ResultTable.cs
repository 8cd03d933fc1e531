using System.Globalization;
using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Outputs;

/// <summary>Results for people.</summary>
internal static class ResultTable
{
    private const int HashLetters = 16;
    private static readonly string[] Heads = ["scenario", "protocol", "seed", "nodes", "delivery", "p50 ms", "p99 ms", "stretch p99", "hops p99", "rmr", "ldh", "B/delivery", "trace", "verdict"];

    /// <summary>Writes the table, and below it whatever did not hold with the command that shows it again.</summary>
    public static void Write(IReadOnlyList<RunResult> results, TextWriter output, Paint paint)
    {
        TextTable table = new(left: 2);
        table.Add(Heads);
        foreach (RunResult result in results)
        {
            bool isGood = result.Failures.Count == 0;
            table.Add(
                [
                    result.Scenario,
                    result.Protocol,
                    result.Seed.ToString(CultureInfo.InvariantCulture),
                    result.Nodes.ToString(CultureInfo.InvariantCulture),
                    Text(result.Delivery, "F4"),
                    Text(result.LatencyMs.P50, "F1"),
                    Text(result.LatencyMs.P99, "F1"),
                    Text(result.Stretch.P99, "F2"),
                    Text(result.Hops.P99, "F0"),
                    Text(result.Rmr, "F3"),
                    Text(result.Ldh, "F1"),
                    Text(result.BytesPerDelivery, "F0"),
                    result.TraceHash[..Math.Min(HashLetters, result.TraceHash.Length)],
                    isGood ? "ok" : FormattableString.Invariant($"{result.Failures.Count} failed"),
                ],
                isGood ? paint.Good : paint.Bad);
        }

        output.Write(table);
        WriteFailures(results, output, paint);
    }

    /// <summary>Writes whatever did not hold.</summary>
    public static void WriteFailures(IReadOnlyList<RunResult> results, TextWriter output, Paint paint)
    {
        foreach (RunResult result in results)
        {
            foreach (RunFailure failure in result.Failures)
            {
                output.WriteLine();
                output.WriteLine(FormattableString.Invariant($"{paint.Bad("FAILED")} {failure.Oracle} ({result.Scenario}, {result.Protocol}, seed {result.Seed})"));
                output.WriteLine($"  {failure.Text}");
                output.WriteLine($"  again: {failure.Replay}");
            }
        }
    }

    private static string Text(double value, string format) => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "-";
}
