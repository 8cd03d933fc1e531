using Mesh.Simulator.Bench.Children;

namespace Mesh.Simulator.Bench.Parts;

/// <summary>Chains of node processes: what each further hop costs.</summary>
internal static class ChainPart
{
    private const int PayloadBytes = 256;

    /// <summary>Measures.</summary>
    public static async Task<PartReport> RunAsync(BenchContext context)
    {
        List<Figure> figures = [];
        foreach (int nodes in context.IsQuick ? new[] { 2, 5 } : [2, 3, 5])
        {
            context.Tell(FormattableString.Invariant($"chain of {nodes} nodes"));
            NodeGroup chain = await NodeGroup.StartChainAsync(nodes, context.CancellationToken).ConfigureAwait(false);
            await using (chain.ConfigureAwait(false))
            {
                ChainFigures measured = await ChainFigures.MeasureAsync(context, chain, PayloadBytes).ConfigureAwait(false);
                Figure p50 = new($"chain.{nodes}.p50", "us", measured.P50);
                Figure rate = new($"chain.{nodes}.rate", "msg/s", measured.Rate);
                figures.Add(nodes switch { 2 => p50.AtMost(350), 5 => p50.AtMost(1_000), _ => p50 });
                figures.Add(new Figure($"chain.{nodes}.p99", "us", measured.P99));
                figures.Add(nodes switch { 2 => rate.AtLeast(500_000), 3 => rate.AtLeast(250_000), _ => rate.AtLeast(200_000) });
            }
        }

        Reading one = figures.First(figure => figure.Name == "chain.2.p50").Reading;
        Reading five = figures.First(figure => figure.Name == "chain.5.p50").Reading;
        figures.Add(new Figure("chain.hop.added", "us", new Reading((five.Median - one.Median) / 3, (five.Min - one.Max) / 3, (five.Max - one.Min) / 3, one.Repetitions)).AtMost(30));
        return new PartReport(BenchPart.Chain, figures,
        [
            FormattableString.Invariant($"Real node processes on loopback, each linked to the next; {PayloadBytes} B messages from the first to the last, with TLS, signatures and the whole public interface."),
            FormattableString.Invariant($"Latency at 200 msg/s; bursts of {context.Of(ChainFigures.Burst, 200):N0} messages, no more than a room's reader may fall behind. chain.hop.added is what each of the three further hops of the chain of 5 adds to one hop."),
            NodeLimitsUsed.Text,
        ]);
    }
}
