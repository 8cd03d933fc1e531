using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Mesh.Simulator.Bench.Children;
using Mesh.Simulator.Bench.Wires;
using Mesh.Wire;

namespace Mesh.Simulator.Bench.Parts;

/// <summary>One wire between two processes on loopback: from bare TCP up to two whole nodes.</summary>
internal static class LinkPart
{
    private const int FrameRecords = 64;
    private static readonly (string Name, int Bytes)[] Sizes = [("200B", 200), ("4KiB", 4096)];

    /// <summary>Measures.</summary>
    public static async Task<PartReport> RunAsync(BenchContext context)
    {
        Dictionary<string, List<Figure>> bySize = Sizes.ToDictionary(size => size.Name, _ => new List<Figure>());
        List<Figure> decoded = [];
        foreach (WireKind kind in Enum.GetValues<WireKind>())
        {
            await MeasureWireAsync(context, kind, bySize, decoded).ConfigureAwait(false);
        }

        NodeGroup pair = await NodeGroup.StartChainAsync(2, context.CancellationToken).ConfigureAwait(false);
        await using (pair.ConfigureAwait(false))
        {
            foreach ((string name, int bytes) in Sizes)
            {
                context.Tell($"link: two nodes, {name}");
                ChainFigures nodes = await ChainFigures.MeasureAsync(context, pair, bytes).ConfigureAwait(false);
                bySize[name].Add(new Figure($"link.{name}.nodes.p50", "us", nodes.P50));
                bySize[name].Add(new Figure($"link.{name}.nodes.p99", "us", nodes.P99));
                bySize[name].Add(new Figure($"link.{name}.nodes.rate", "msg/s", nodes.Rate));
            }
        }

        return new PartReport(BenchPart.Link, [.. bySize.Values.SelectMany(WithRatios), .. decoded],
        [
            "Two processes on loopback. Latency of tcp, websocket, securewebsocket and link is half a round trip of one message after the other; that of nodes is from the call that writes a chat message to its showing in the other process.",
            "Rates are one way: every message is one write (tcp, websocket, securewebsocket, link), or one call of the public interface (nodes: signed, numbered, and bundled where the signature is waited for).",
            $"link.bundles sends frames of {FrameRecords} bundle records, one message of 200 B each, over a node's link; the far end reads every record up to the signature.",
            NodeLimitsUsed.Text,
        ]);
    }

    private static async Task MeasureWireAsync(BenchContext context, WireKind kind, Dictionary<string, List<Figure>> bySize, List<Figure> decoded)
    {
        string wireName = kind.ToString().ToLowerInvariant();
        ChildProcess child = ChildProcess.Start([ChildCommand.Echo, "--kind", kind.ToString()], asMesh: false);
        await using ConfiguredAsyncDisposable childEnd = child.ConfigureAwait(false);
        int port = NodeGroup.Read<ReadyReport>(await child.AnswerAsync("start", context.CancellationToken).ConfigureAwait(false)).Port;
        IWire wire = await WireOpener.DialAsync(kind, port, context.CancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable wireEnd = wire.ConfigureAwait(false);
        foreach ((string name, int bytes) in Sizes)
        {
            context.Tell($"link: {wireName}, {name}");
            (Reading p50, Reading p99) = await EchoAsync(context, wire, bytes).ConfigureAwait(false);
            Reading rate = await StreamAsync(context, wire, new WireOrder(WireOrderKind.Swallow, bytes, context.Of(100_000, 500)), () => new byte[bytes]).ConfigureAwait(false);
            bySize[name].Add(new Figure($"link.{name}.{wireName}.p50", "us", p50));
            bySize[name].Add(new Figure($"link.{name}.{wireName}.p99", "us", p99));
            bySize[name].Add(new Figure($"link.{name}.{wireName}.rate", "msg/s", rate));
        }

        if (kind == WireKind.Link)
        {
            BundleRecord record = SampleBundles.Record(1, 200);
            ArrayBufferWriter<byte> output = new();
            Reading frames = await StreamAsync(context, wire, new WireOrder(WireOrderKind.Decode, 0, context.Of(5_000, 50)), () => Encode(output, record)).ConfigureAwait(false);
            decoded.Add(new Figure("link.200B.bundles.rate", "msg/s", frames.Times(FrameRecords)).AtLeast(2_000_000));
        }
    }

    private static ReadOnlyMemory<byte> Encode(ArrayBufferWriter<byte> output, BundleRecord record)
    {
        output.ResetWrittenCount();
        for (int i = 0; i < FrameRecords; i++)
        {
            record.Write(output);
        }

        return output.WrittenMemory;
    }

    private static async Task<(Reading P50, Reading P99)> EchoAsync(BenchContext context, IWire wire, int bytes)
    {
        int count = context.Of(3_000, 50);
        byte[] message = new byte[bytes];
        List<double> p50 = [];
        List<double> p99 = [];
        for (int repetition = -1; repetition < context.Repetitions; repetition++)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            await wire.SendAsync(new WireOrder(WireOrderKind.Echo, bytes, count).ToBytes()).ConfigureAwait(false);
            List<double> times = new(count);
            for (int i = 0; i < count; i++)
            {
                long sent = Stopwatch.GetTimestamp();
                await wire.SendAsync(message).ConfigureAwait(false);
                Demand(await wire.ReceiveAsync(bytes).ConfigureAwait(false), bytes);
                times.Add(Stopwatch.GetElapsedTime(sent).TotalMicroseconds / 2);
            }

            // The first round warms both ends up.
            if (repetition >= 0)
            {
                times.Sort();
                p50.Add(Percentile.Of(times, 50));
                p99.Add(Percentile.Of(times, 99));
            }
        }

        return (Reading.Of(p50), Reading.Of(p99));
    }

    private static async Task<Reading> StreamAsync(BenchContext context, IWire wire, WireOrder order, Func<ReadOnlyMemory<byte>> message)
    {
        List<double> rates = [];
        ReadOnlyMemory<byte> same = order.Kind == WireOrderKind.Swallow ? message() : default;
        for (int repetition = -1; repetition < context.Repetitions; repetition++)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            await wire.SendAsync(order.ToBytes()).ConfigureAwait(false);
            long begin = Stopwatch.GetTimestamp();
            for (int i = 0; i < order.Count; i++)
            {
                await wire.SendAsync(same.IsEmpty ? message() : same).ConfigureAwait(false);
            }

            Demand(await wire.ReceiveAsync(WireOrder.Size).ConfigureAwait(false), WireOrder.Size);
            if (repetition >= 0)
            {
                rates.Add(order.Count / Stopwatch.GetElapsedTime(begin).TotalSeconds);
            }
        }

        return Reading.Of(rates);
    }

    private static void Demand(ReadOnlyMemory<byte> received, int bytes)
    {
        if (received.Length != bytes)
        {
            throw new BenchFault(FormattableString.Invariant($"the far end of a wire sent {received.Length} bytes where {bytes} were due"));
        }
    }

    /// <summary>Each figure beside that of bare TCP.</summary>
    private static IEnumerable<Figure> WithRatios(List<Figure> figures) => figures.Select(figure =>
    {
        string quantity = figure.Name[figure.Name.LastIndexOf('.')..];
        Figure bare = figures.First(other => other.Name.EndsWith(".tcp" + quantity, StringComparison.Ordinal));
        return ReferenceEquals(bare, figure) ? figure : figure.To(bare);
    });
}
