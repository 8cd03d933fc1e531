using System.Diagnostics;
using Mesh.Simulator.Bench.Children;

namespace Mesh.Simulator.Bench.Parts;

/// <summary>Events and routed calls over chains of node processes.</summary>
internal static class TopicsPart
{
    private const int PayloadBytes = 256;
    private const double PacedRate = 200;
    private const double DueRate = 5_000;
    private const string Procedure = "bench.echo";
    private const int CallersAtOnce = 64;
    private const int GreetingsMax = 100;
    private const int PatienceMilliseconds = 5_000;

    /// <summary>Rates that are tried one after the other until one is not kept.</summary>
    private static readonly double[] Rates = [DueRate, 7_500, 10_000, 12_500, 15_000, 17_500, 20_000, 25_000, 30_000, 40_000, 50_000];

    /// <summary>Measures.</summary>
    public static async Task<PartReport> RunAsync(BenchContext context)
    {
        List<Figure> figures = [];
        await MeasureHopsAsync(context, figures).ConfigureAwait(false);
        context.Tell("topics: chain over three hops");
        NodeGroup chain = await NodeGroup.StartChainAsync(4, context.CancellationToken).ConfigureAwait(false);
        await using (chain.ConfigureAwait(false))
        {
            await MeasureRatesAsync(context, chain, figures).ConfigureAwait(false);
            await MeasureCallsAsync(context, chain, figures).ConfigureAwait(false);
        }

        return new PartReport(BenchPart.Topics, figures,
        [
            FormattableString.Invariant($"Real node processes on loopback, each linked to the next; events of {PayloadBytes} B from the first to the last, with TLS, signatures and the whole public interface. The number in a name is the hops."),
            FormattableString.Invariant($"p50 and p99 at {PacedRate:N0} events/s. 5k: {DueRate:N0} events/s for {context.Of(5, 1)} s, what of them did not come, and their latency. rate: the highest of {Rates[0]:N0} to {Rates[^1]:N0} events/s for 2 s of which none was lost, as it came out."),
            FormattableString.Invariant($"call: from the call to its answer, {PayloadBytes} B there and back, one after the other; call.rate with {CallersAtOnce} callers at once."),
            NodeLimitsUsed.Text,
        ]);
    }

    private static async Task MeasureHopsAsync(BenchContext context, List<Figure> figures)
    {
        context.Tell("topics: chain over five hops");
        NodeGroup chain = await NodeGroup.StartChainAsync(6, context.CancellationToken).ConfigureAwait(false);
        await using (chain.ConfigureAwait(false))
        {
            foreach (int hops in new[] { 1, 5 })
            {
                List<double> p50 = [];
                List<double> p99 = [];
                await GreetAsync(context, chain, hops).ConfigureAwait(false);
                for (int repetition = -1; repetition < context.Repetitions; repetition++)
                {
                    double[] latencies = await LatenciesAsync(context, chain, hops, context.Of(600, 20), PacedRate).ConfigureAwait(false);

                    // The first round warms the nodes up: their code is compiled as it is used.
                    if (repetition >= 0)
                    {
                        p50.Add(Percentile.Of(latencies, 50));
                        p99.Add(Percentile.Of(latencies, 99));
                    }
                }

                Figure median = new($"topics.{hops}.p50", "us", Reading.Of(p50));
                figures.Add(hops == 5 ? median.AtMost(3_000) : median);
                figures.Add(new Figure($"topics.{hops}.p99", "us", Reading.Of(p99)));
            }
        }
    }

    private static async Task MeasureRatesAsync(BenchContext context, NodeGroup chain, List<Figure> figures)
    {
        int last = chain.Count - 1;
        await GreetAsync(context, chain, last).ConfigureAwait(false);
        List<double> lost = [];
        List<double> p50 = [];
        List<double> p99 = [];
        List<double> highest = [];
        for (int repetition = -1; repetition < context.Repetitions; repetition++)
        {
            context.Tell(FormattableString.Invariant($"topics: rates over {last} hops, round {Math.Max(repetition, 0) + 1} of {context.Repetitions}"));
            int count = (int)DueRate * context.Of(5, 1);
            (_, ArrivalReport shown) = await StreamAsync(context, chain, count, DueRate).ConfigureAwait(false);
            if (repetition >= 0)
            {
                double[] latencies = [.. shown.LatenciesUs.Order()];
                lost.Add(count - shown.Count);
                p50.Add(Percentile.Of(latencies, 50));
                p99.Add(Percentile.Of(latencies, 99));
                highest.Add(await HighestAsync(context, chain).ConfigureAwait(false));
            }
        }

        figures.Add(new Figure($"topics.{last}.5k.lost", "events", Reading.Of(lost)).AtMost(0));
        figures.Add(new Figure($"topics.{last}.5k.p50", "us", Reading.Of(p50)));
        figures.Add(new Figure($"topics.{last}.5k.p99", "us", Reading.Of(p99)));
        figures.Add(new Figure($"topics.{last}.rate", "events/s", Reading.Of(highest)).AtLeast(DueRate));
    }

    private static async Task MeasureCallsAsync(BenchContext context, NodeGroup chain, List<Figure> figures)
    {
        int last = chain.Count - 1;
        context.Tell(FormattableString.Invariant($"topics: calls over {last} hops"));
        await chain.AskAsync<ReadyReport>(last, $"register {Procedure}", context.CancellationToken).ConfigureAwait(false);
        List<double> p50 = [];
        List<double> p99 = [];
        List<double> rates = [];
        for (int repetition = -1; repetition < context.Repetitions; repetition++)
        {
            // The first call waits until the registration has come around.
            CallReport alone = await chain.CallAsync(0, context.Of(1_000, 20), 1, PayloadBytes, Procedure, context.CancellationToken).ConfigureAwait(false);
            int count = context.Of(10_000, 100);
            CallReport together = await chain.CallAsync(0, count, CallersAtOnce, PayloadBytes, Procedure, context.CancellationToken).ConfigureAwait(false);
            if (repetition >= 0)
            {
                double[] latencies = [.. alone.LatenciesUs.Order()];
                p50.Add(Percentile.Of(latencies, 50));
                p99.Add(Percentile.Of(latencies, 99));
                rates.Add(count / together.Seconds);
            }
        }

        figures.Add(new Figure($"topics.{last}.call.p50", "us", Reading.Of(p50)).AtMost(3_000));
        figures.Add(new Figure($"topics.{last}.call.p99", "us", Reading.Of(p99)));
        figures.Add(new Figure($"topics.{last}.call.rate", "calls/s", Reading.Of(rates)));
    }

    private static string TopicOf(int node) => FormattableString.Invariant($"bench.{node}");

    /// <summary>Subscribes a node to its topic and publishes to it until the first node knows.</summary>
    private static async Task GreetAsync(BenchContext context, NodeGroup chain, int node)
    {
        await chain.AskAsync<ReadyReport>(node, $"subscribe {TopicOf(node)}", context.CancellationToken).ConfigureAwait(false);
        for (int i = 0; i < GreetingsMax; i++)
        {
            string tag = chain.NewTag();
            await chain.PublishAsync(0, 1, PacedRate, PayloadBytes, tag, TopicOf(node), context.CancellationToken).ConfigureAwait(false);
            if ((await chain.CollectAsync(node, tag, 1, withLatencies: false, milliseconds: 300, context.CancellationToken).ConfigureAwait(false)).Count > 0)
            {
                return;
            }
        }

        throw new BenchFault("the first node of a chain did not learn within half a minute what the last one subscribed to");
    }

    private static async Task<double[]> LatenciesAsync(BenchContext context, NodeGroup chain, int node, int count, double rate)
    {
        string tag = chain.NewTag();
        await chain.PublishAsync(0, count, rate, PayloadBytes, tag, TopicOf(node), context.CancellationToken).ConfigureAwait(false);
        ArrivalReport shown = await chain.CollectAsync(node, tag, count, withLatencies: true, context.CancellationToken).ConfigureAwait(false);
        return shown.Count >= count
            ? [.. shown.LatenciesUs.Order()]
            : throw new BenchFault(FormattableString.Invariant($"the last node of a chain got {shown.Count} of {count} events at {rate:N0} a second within half a minute"));
    }

    private static async Task<(SendReport Sent, ArrivalReport Shown)> StreamAsync(BenchContext context, NodeGroup chain, int count, double rate)
    {
        int last = chain.Count - 1;
        string tag = chain.NewTag();
        SendReport sent = await chain.PublishAsync(0, count, rate, PayloadBytes, tag, TopicOf(last), context.CancellationToken).ConfigureAwait(false);
        return (sent, await chain.CollectAsync(last, tag, count, withLatencies: true, PatienceMilliseconds, context.CancellationToken).ConfigureAwait(false));
    }

    private static async Task<double> HighestAsync(BenchContext context, NodeGroup chain)
    {
        double highest = 0;
        foreach (double rate in Rates.Take(context.Of(Rates.Length, 2)))
        {
            int count = (int)(rate * context.Of(2, 1));
            (SendReport sent, ArrivalReport shown) = await StreamAsync(context, chain, count, rate).ConfigureAwait(false);
            double reached = count / Stopwatch.GetElapsedTime(sent.FirstAt, shown.LastAt).TotalSeconds;
            if (shown.Count < count)
            {
                break;
            }

            highest = Math.Max(highest, reached);
            if (reached < rate * 0.9)
            {
                // The publisher was held back: faster it does not go.
                break;
            }
        }

        return highest;
    }
}
