using System.Globalization;
using System.Text;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Workloads;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Outputs;

/// <summary>
/// The MessageStatsReport of the simulator "the ONE" by its keys, so that scripts for it work. Its messages have one receiver, ours have many:
/// here a message counts once for each receiver. What there is no such thing for is NaN, as there.
/// </summary>
internal sealed class OneReport : IRunObserver
{
    private Measurement? _measured;

    /// <inheritdoc/>
    public void Begin(Scene scene, WorkloadPlan plan) => _measured = new Measurement(scene.Contacts.Nodes);

    /// <inheritdoc/>
    public void On(in RunEvent happened) => _measured?.On(happened);

    /// <summary>The report's text.</summary>
    public string Write(RunResult result)
    {
        MessageLedger[] messages = [.. _measured?.Messages ?? []];
        double[] latencies = [.. messages.SelectMany(message => message.Showings.Select(showing => (showing.At - message.At).TotalSeconds))];
        double[] hops = [.. messages.SelectMany(message => message.Showings.Select(showing => (double)showing.Hops))];
        double relayed = messages.Sum(message => (long)message.Copies);
        double delivered = latencies.Length;
        double created = result.Delivery > 0 ? Math.Round(delivered / result.Delivery) : messages.Sum(message => message.To >= 0 ? 1 : result.Nodes - 1.0);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"Message stats for scenario {result.Scenario}\nsim_time: {result.SimulatedSeconds:F4}\n");
        (string Key, string Value)[] lines =
        [
            ("created", Whole(created)),
            ("started", Whole(relayed)),
            ("relayed", Whole(relayed)),
            ("aborted", "0"),
            ("dropped", "0"),
            ("removed", "0"),
            ("delivered", Whole(delivered)),
            ("delivery_prob", Four(result.Delivery)),
            ("response_prob", Four(0)),
            ("overhead_ratio", Four(delivered == 0 ? double.NaN : (relayed - delivered) / delivered)),
            ("latency_avg", Four(Mean(latencies))),
            ("latency_med", Four(Median(latencies))),
            ("hopcount_avg", Four(Mean(hops))),
            ("hopcount_med", Four(Median(hops))),
            ("buffertime_avg", Four(double.NaN)),
            ("buffertime_med", Four(double.NaN)),
            ("rtt_avg", Four(double.NaN)),
            ("rtt_med", Four(double.NaN)),
        ];
        foreach ((string key, string value) in lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"{key}: {value}\n");
        }

        return text.ToString();
    }

    private static double Mean(double[] values) => values.Length == 0 ? double.NaN : values.Sum() / values.Length;

    private static double Median(double[] values) => values.Length == 0 ? double.NaN : values.Order().ElementAt(values.Length / 2);

    private static string Whole(double value) => value.ToString("F0", CultureInfo.InvariantCulture);

    private static string Four(double value) => double.IsNaN(value) ? "NaN" : value.ToString("F4", CultureInfo.InvariantCulture);
}
