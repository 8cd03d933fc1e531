using System.Globalization;
using System.Text;
using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Outputs;

/// <summary>
/// The MessageStatsReport of the simulator "the ONE" by its keys, so that scripts for it work. Its messages have one receiver, ours have many:
/// here a message counts once for each receiver. What there is no such thing for is NaN, as there.
/// </summary>
internal sealed class OneReport : IRunObserver
{
    private readonly Dictionary<int, MeshInstant> _created = [];
    private readonly List<double> _latencies = [];
    private readonly List<double> _hops = [];
    private long _relayed;
    private long _private;
    private long _started;

    /// <inheritdoc/>
    public void On(in RunEvent happened)
    {
        switch (happened.Kind)
        {
            case RunEventKind.Created:
                _created[happened.Number] = happened.At;
                _private += happened.B >= 0 ? 1 : 0;
                break;
            case RunEventKind.PayloadReceived:
                _relayed++;
                _started++;
                break;
            case RunEventKind.Delivered when happened.B > 0 && _created.TryGetValue(happened.Number, out MeshInstant at):
                _latencies.Add((happened.At - at).TotalSeconds);
                _hops.Add(happened.B);
                break;
            default:
                break;
        }
    }

    /// <summary>The report's text.</summary>
    public string Write(RunResult result)
    {
        double delivered = _latencies.Count;
        double created = result.Delivery > 0 ? Math.Round(delivered / result.Delivery) : _private + ((_created.Count - _private) * (result.Nodes - 1.0));
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"Message stats for scenario {result.Scenario}\nsim_time: {result.SimulatedSeconds:F4}\n");
        (string Key, string Value)[] lines =
        [
            ("created", Whole(created)),
            ("started", Whole(_started)),
            ("relayed", Whole(_relayed)),
            ("aborted", "0"),
            ("dropped", "0"),
            ("removed", "0"),
            ("delivered", Whole(delivered)),
            ("delivery_prob", Four(result.Delivery)),
            ("response_prob", Four(0)),
            ("overhead_ratio", Four(delivered == 0 ? double.NaN : (_relayed - delivered) / delivered)),
            ("latency_avg", Four(Mean(_latencies))),
            ("latency_med", Four(Median(_latencies))),
            ("hopcount_avg", Four(Mean(_hops))),
            ("hopcount_med", Four(Median(_hops))),
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

    private static double Mean(List<double> values) => values.Count == 0 ? double.NaN : values.Sum() / values.Count;

    private static double Median(List<double> values) => values.Count == 0 ? double.NaN : values.Order().ElementAt(values.Count / 2);

    private static string Whole(double value) => value.ToString("F0", CultureInfo.InvariantCulture);

    private static string Four(double value) => double.IsNaN(value) ? "NaN" : value.ToString("F4", CultureInfo.InvariantCulture);
}
