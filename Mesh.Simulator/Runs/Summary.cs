using Mesh.Simulator.Network;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Scenarios.Expectations;
using Mesh.Simulator.Workloads;

namespace Mesh.Simulator.Runs;

/// <summary>Works a run's figures out of what was measured.</summary>
internal sealed class Summary
{
    private static readonly double[] Allowed = [0.1, 1, 10, 60, 600];

    private readonly Measurement _measured;
    private readonly WorkloadPlan _plan;
    private readonly SimulatedNetwork _network;

    /// <summary>Sums up a run that has ended.</summary>
    public Summary(Measurement measured, WorkloadPlan plan, SimulatedNetwork network)
    {
        _measured = measured;
        _plan = plan;
        _network = network;
    }

    /// <summary>The result; nothing has been judged yet.</summary>
    public RunResult Result(Scenario scenario, string protocol, ulong seed, string traceHash)
    {
        IReadOnlyList<MessageLedger> messages = [.. _measured.Messages];
        double[] latencies = [.. messages.SelectMany(message => message.Showings.Select(showing => (showing.At - message.At).TotalMilliseconds))];
        double[] hops = [.. messages.SelectMany(message => message.Showings.Select(showing => (double)showing.Hops))];
        long pairs = messages.Sum(message => (long)Audience(message));
        long shown = latencies.Length;
        long copies = messages.Sum(message => (long)message.Copies);
        long bytes = _measured.BytesSentBy.Sum();
        BoundFigures bounds = new(_network.Scene.Contacts, TimeSpan.FromSeconds(scenario.Radio.Delay.Min), seed);
        bounds.Measure(messages, _plan.Members);
        return new RunResult
        {
            Scenario = scenario.Name,
            Protocol = protocol,
            Seed = seed,
            Nodes = _network.Nodes.Count,
            TraceHash = traceHash,
            SimulatedSeconds = scenario.Duration.TotalSeconds,
            Events = _network.EventsTaken,
            FramesReceived = _measured.FramesReceived,
            BytesSent = bytes,
            Sent = messages.Count,
            Delivery = Share(shown, pairs),
            OracleDelivery = bounds.OracleDelivery,
            DeliveryWithin = [.. Allowed.Concat(ExpectationText.TimesOf(scenario)).Distinct().Order().Select(seconds => new WithinShare(seconds, Share(latencies.Count(latency => latency <= seconds * 1000), pairs)))],
            LatencyMs = Spreads.Of(latencies),
            Stretch = bounds.Stretch,
            Hops = Spreads.Of(hops),
            Rmr = MeanOf(messages.Where(message => message.Showings.Count > 0), message => ((double)message.Copies / message.Showings.Count) - 1),
            Ldh = MeanOf(messages.Where(message => message.Showings.Count > 0), message => message.Showings.Max(showing => showing.Hops)),
            BytesPerDelivery = shown == 0 ? 0 : (double)bytes / shown,
            Usefulness = Share(shown, copies),
            OverheadRatio = Share(copies - shown, shown),
            AirtimeShare = _network.Scene.Medium.AirtimeSeconds / scenario.Duration.TotalSeconds,
            LoadGini = Gini(_measured.BytesSentBy),
            PartitionsMax = PartitionCount.Max(_network.Scene.Contacts),
        };
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private static double MeanOf(IEnumerable<MessageLedger> messages, Func<MessageLedger, double> figure)
    {
        double sum = 0;
        int count = 0;
        foreach (MessageLedger message in messages)
        {
            sum += figure(message);
            count++;
        }

        return count == 0 ? 0 : sum / count;
    }

    /// <summary>Gini coefficient of loads: half the mean difference of two, over the mean; 0 when all are equal.</summary>
    private static double Gini(long[] loads)
    {
        long[] sorted = [.. loads.Order()];
        double weighted = 0;
        double sum = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            weighted += (i + 1.0) * sorted[i];
            sum += sorted[i];
        }

        return sum == 0 ? 0 : ((2 * weighted) / (sorted.Length * sum)) - ((sorted.Length + 1.0) / sorted.Length);
    }

    /// <summary>How many should get a message: its addressee, or who is in its room, but for its writer.</summary>
    private int Audience(MessageLedger message)
    {
        if (message.To >= 0)
        {
            return message.To == message.Writer ? 0 : 1;
        }

        IReadOnlyList<int> members = _plan.Members[message.Room];
        return members.Contains(message.Writer) ? members.Count - 1 : members.Count;
    }
}
