using System.Diagnostics;
using Mesh.Simulator.Bench.Children;

namespace Mesh.Simulator.Bench.Parts;

/// <summary>What messages from the first node of a chain to the last take.</summary>
/// <param name="P50">Microseconds from typing to showing, median of a round.</param>
/// <param name="P99">The same, 99th percentile.</param>
/// <param name="Rate">Messages a second in a burst.</param>
internal sealed record ChainFigures(Reading P50, Reading P99, Reading Rate)
{
    /// <summary>Messages a second while latency is taken: so few that none meets another.</summary>
    private const double PacedRate = 200;

    /// <summary>Messages of one burst: no more than a reader of a room may fall behind without losing any.</summary>
    public const int Burst = 4_000;

    /// <summary>Measures a chain that stands.</summary>
    /// <param name="context">How thoroughly.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="bytes">Bytes of each message.</param>
    public static async Task<ChainFigures> MeasureAsync(BenchContext context, NodeGroup chain, int bytes)
    {
        List<double> p50 = [];
        List<double> p99 = [];
        List<double> rates = [];
        for (int repetition = -1; repetition < context.Repetitions; repetition++)
        {
            double rate = await BurstsAsync(context, chain, bytes).ConfigureAwait(false);
            double[] latencies = await PacedAsync(context, chain, bytes).ConfigureAwait(false);

            // The first round warms the nodes up: their code is compiled as it is used.
            if (repetition >= 0)
            {
                rates.Add(rate);
                p50.Add(Percentile.Of(latencies, 50));
                p99.Add(Percentile.Of(latencies, 99));
            }
        }

        return new ChainFigures(Reading.Of(p50), Reading.Of(p99), Reading.Of(rates));
    }

    /// <summary>Messages a second over some bursts, the pauses between them left out.</summary>
    private static async Task<double> BurstsAsync(BenchContext context, NodeGroup chain, int bytes)
    {
        int bursts = context.Of(5, 1);
        int count = context.Of(Burst, 200);
        TimeSpan taken = TimeSpan.Zero;
        for (int i = 0; i < bursts; i++)
        {
            string tag = chain.NewTag();
            SendReport sent = await chain.WriteBurstAsync(0, count, bytes, tag, context.CancellationToken).ConfigureAwait(false);
            ArrivalReport shown = await chain.CollectAsync(chain.Count - 1, tag, count, withLatencies: false, context.CancellationToken).ConfigureAwait(false);
            Demand(shown, count);
            taken += Stopwatch.GetElapsedTime(sent.FirstAt, shown.LastAt);
        }

        return bursts * count / taken.TotalSeconds;
    }

    private static async Task<double[]> PacedAsync(BenchContext context, NodeGroup chain, int bytes)
    {
        int count = context.Of(400, 20);
        string tag = chain.NewTag();
        await chain.WritePacedAsync(0, count, PacedRate, bytes, tag, context.CancellationToken).ConfigureAwait(false);
        ArrivalReport shown = await chain.CollectAsync(chain.Count - 1, tag, count, withLatencies: true, context.CancellationToken).ConfigureAwait(false);
        Demand(shown, count);
        return [.. shown.LatenciesUs.Order()];
    }

    private static void Demand(ArrivalReport shown, int count)
    {
        if (shown.Count < count)
        {
            throw new BenchFault(FormattableString.Invariant($"the last node of a chain showed {shown.Count} of {count} messages within half a minute"));
        }
    }
}
