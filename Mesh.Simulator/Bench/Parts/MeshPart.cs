using System.Diagnostics;
using System.Runtime.CompilerServices;
using Mesh.Simulator.Bench.Children;

namespace Mesh.Simulator.Bench.Parts;

/// <summary>16 node processes that are linked at random, as the published figures of other systems were taken.</summary>
internal static class MeshPart
{
    private const int PayloadBytes = 256;
    private const int LinksMax = 5;
    private const double Rate = 100;

    /// <summary>Measures.</summary>
    public static async Task<PartReport> RunAsync(BenchContext context)
    {
        int nodes = context.Of(16, 4);
        context.Tell(FormattableString.Invariant($"mesh: starting {nodes} nodes"));
        NodeGroup mesh = await NodeGroup.StartAsync(nodes, _ => LinksMax, Dialled, context.CancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable meshEnd = mesh.ConfigureAwait(false);
        int[] all = [.. Enumerable.Range(0, nodes)];
        await WarmUpAsync(context, mesh, all).ConfigureAwait(false);
        List<Figure> figures = [];
        await SteadyAsync(context, mesh, all, figures).ConfigureAwait(false);
        figures.Add(new Figure("mesh.burst.one", "msg/s", await BurstAsync(context, mesh, all, [0], context.Of(ChainFigures.Burst, 100)).ConfigureAwait(false)).AtLeast(40_000));
        figures.Add(new Figure("mesh.burst.all", "msg/s", await BurstAsync(context, mesh, all, all, context.Of(ChainFigures.Burst / nodes, 20)).ConfigureAwait(false)));
        IReadOnlyList<NodeReport> reports = await mesh.AskAllAsync<NodeReport>(all, _ => "figures", context.CancellationToken).ConfigureAwait(false);
        figures.Add(new Figure("mesh.memory", "MB", Reading.Of([.. reports.Select(report => report.PeakBytes / 1e6)])));
        figures.Add(await FirstMessageAsync(context).ConfigureAwait(false));
        return new PartReport(BenchPart.Mesh, figures,
        [
            FormattableString.Invariant($"{nodes} real node processes on loopback with {reports.Average(report => report.Links):F1} links each (at most {LinksMax}); {PayloadBytes} B messages, all nodes writing in turn {Rate} msg/s together."),
            "bytes/delivery.tls is what links hand to TCP, all records included; bytes/delivery.wire is what passes the loopback interface, with headers and whatever else this machine sends there.",
            "burst.one: one author writes 4,000 messages at once; burst.all: every node writes its part of as many. Messages divided by the time until the last was shown on the last node.",
            "start.first: from starting the process of a newcomer that knows an address to its message being shown at a node that was running; just in time compiled, without multicast DNS.",
            NodeLimitsUsed.Text,
        ]);
    }

    /// <summary>A tree and a ring on top: everybody dials the one before and the one at half its number; peer exchange fills the rest.</summary>
    private static IReadOnlyList<int> Dialled(int node) => node == 0 ? [] : [.. new[] { node - 1, node / 2 }.Where(other => other != node).Distinct()];

    private static async Task WarmUpAsync(BenchContext context, NodeGroup mesh, int[] all)
    {
        context.Tell("mesh: warming up");

        // Peer exchange comes after half a second and again after ten.
        await Task.Delay(TimeSpan.FromSeconds(context.Of(12, 1)), context.CancellationToken).ConfigureAwait(false);
        for (int round = 0; round < context.Of(3, 1); round++)
        {
            await BurstOnceAsync(context, mesh, all, all, context.Of(ChainFigures.Burst / all.Length, 10)).ConfigureAwait(false);
        }
    }

    private static async Task SteadyAsync(BenchContext context, NodeGroup mesh, int[] all, List<Figure> figures)
    {
        int perNode = context.Of(50, 5);
        List<double> p50 = [];
        List<double> p99 = [];
        List<double> linkBytes = [];
        List<double> wireBytes = [];
        List<double> cpu = [];
        for (int repetition = 0; repetition < context.Repetitions; repetition++)
        {
            context.Tell(FormattableString.Invariant($"mesh: {Rate} msg/s, round {repetition + 1} of {context.Repetitions}"));
            string tag = mesh.NewTag();
            IReadOnlyList<NodeReport> before = await mesh.AskAllAsync<NodeReport>(all, _ => "figures", context.CancellationToken).ConfigureAwait(false);
            long? loopback = Machine.LoopbackBytes();
            await Task.WhenAll(all.Select(async node =>
            {
                // Each starts at its own place in the beat, so that messages come one by one.
                await Task.Delay(TimeSpan.FromSeconds(node / Rate), context.CancellationToken).ConfigureAwait(false);
                await mesh.WritePacedAsync(node, perNode, Rate / all.Length, PayloadBytes, tag, context.CancellationToken).ConfigureAwait(false);
            })).ConfigureAwait(false);
            double[] latencies = await LatenciesAsync(context, mesh, all, tag, perNode * (all.Length - 1)).ConfigureAwait(false);
            long? passed = Machine.LoopbackBytes() - loopback;
            IReadOnlyList<NodeReport> after = await mesh.AskAllAsync<NodeReport>(all, _ => "figures", context.CancellationToken).ConfigureAwait(false);
            p50.Add(Percentile.Of(latencies, 50));
            p99.Add(Percentile.Of(latencies, 99));
            linkBytes.Add(all.Sum(node => (double)(after[node].SentBytes - before[node].SentBytes)) / latencies.Length);
            cpu.Add(all.Sum(node => after[node].CpuSeconds - before[node].CpuSeconds) * 1000 / latencies.Length);
            if (passed is { } bytes)
            {
                wireBytes.Add((double)bytes / latencies.Length);
            }
        }

        figures.Add(new Figure("mesh.p50", "us", Reading.Of(p50)).AtMost(2_000));
        figures.Add(new Figure("mesh.p99", "us", Reading.Of(p99)));
        figures.Add(new Figure("mesh.bytes/delivery.tls", "B", Reading.Of(linkBytes)));
        if (wireBytes.Count > 0)
        {
            figures.Add(new Figure("mesh.bytes/delivery.wire", "B", Reading.Of(wireBytes)).AtMost(1_000));
        }

        figures.Add(new Figure("mesh.cpu/1,000 deliveries", "s", Reading.Of(cpu)).AtMost(0.5));
    }

    private static async Task<double[]> LatenciesAsync(BenchContext context, NodeGroup mesh, int[] all, string tag, int count)
    {
        ArrivalReport[] shown = await Task.WhenAll(all.Select(node => mesh.CollectAsync(node, tag, count, withLatencies: true, context.CancellationToken))).ConfigureAwait(false);
        if (shown.Any(report => report.Count < count))
        {
            throw new BenchFault(FormattableString.Invariant($"a node of the mesh showed {shown.Min(report => report.Count)} of {count} messages within half a minute"));
        }

        return [.. shown.SelectMany(report => report.LatenciesUs).Order()];
    }

    private static async Task<Reading> BurstAsync(BenchContext context, NodeGroup mesh, int[] all, int[] writers, int perWriter)
    {
        List<double> rates = [];
        for (int repetition = 0; repetition < context.Repetitions; repetition++)
        {
            context.Tell(FormattableString.Invariant($"mesh: burst of {perWriter * writers.Length} messages by {writers.Length}, round {repetition + 1} of {context.Repetitions}"));
            rates.Add(await BurstOnceAsync(context, mesh, all, writers, perWriter).ConfigureAwait(false));
        }

        return Reading.Of(rates);
    }

    private static async Task<double> BurstOnceAsync(BenchContext context, NodeGroup mesh, int[] all, int[] writers, int perWriter)
    {
        string tag = mesh.NewTag();
        SendReport[] sent = await Task.WhenAll(writers.Select(node => mesh.WriteBurstAsync(node, perWriter, PayloadBytes, tag, context.CancellationToken))).ConfigureAwait(false);
        (int Node, int Due)[] due = [.. all.Select(node => (node, perWriter * (writers.Length - (writers.Contains(node) ? 1 : 0)))).Where(one => one.Item2 > 0)];
        ArrivalReport[] shown = await Task.WhenAll(due.Select(one => mesh.CollectAsync(one.Node, tag, one.Due, withLatencies: false, context.CancellationToken))).ConfigureAwait(false);
        for (int i = 0; i < due.Length; i++)
        {
            if (shown[i].Count < due[i].Due)
            {
                throw new BenchFault(FormattableString.Invariant($"a node of the mesh showed {shown[i].Count} of {due[i].Due} messages of a burst within half a minute"));
            }
        }

        return perWriter * writers.Length / Stopwatch.GetElapsedTime(sent.Min(report => report.FirstAt), shown.Max(report => report.LastAt)).TotalSeconds;
    }

    private static async Task<Figure> FirstMessageAsync(BenchContext context)
    {
        // A pair of its own: in the mesh every place for links is taken.
        NodeGroup running = await NodeGroup.StartAsync(1, _ => LinksMax, _ => [], context.CancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable runningEnd = running.ConfigureAwait(false);
        List<double> times = [];
        int rounds = context.Of(10, 1);
        for (int round = context.IsQuick ? 0 : -1; round < rounds; round++)
        {
            context.Tell(FormattableString.Invariant($"mesh: a newcomer's first message, round {Math.Max(round, 0) + 1} of {rounds}"));
            string tag = running.NewTag();
            long begin = Stopwatch.GetTimestamp();
            ChildProcess newcomer = ChildProcess.Start(running.Arguments("newcomer", LinksMax, [running.AddressOf(0)], tag), asMesh: true);
            await using ConfiguredAsyncDisposable newcomerEnd = newcomer.ConfigureAwait(false);
            ArrivalReport shown = await running.CollectAsync(0, tag, 1, withLatencies: false, context.CancellationToken).ConfigureAwait(false);
            if (shown.Count == 0)
            {
                throw new BenchFault("a newcomer's first message did not come within half a minute");
            }

            if (round >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(begin, shown.LastAt).TotalMilliseconds);
            }
        }

        return new Figure("mesh.start.first", "ms", Reading.Of(times)).AtMost(500);
    }
}
