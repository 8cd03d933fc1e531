using System.Diagnostics;
using System.Runtime.CompilerServices;
using Mesh.Simulator.Bench.Children;
using Mesh.Simulator.Bench.Sockets;

namespace Mesh.Simulator.Bench.Parts;

/// <summary>Many sessions at one node's router, and one among them that never reads: what the others notice, and what it costs the node.</summary>
internal sealed class SessionFigures : IAsyncDisposable
{
    /// <summary>How many sessions.</summary>
    public const int Sessions = 200;

    /// <summary>Events a second that each of them gets.</summary>
    public const double Rate = 50;

    /// <summary>Bytes of the events by which the one that never reads is brought to its limit.</summary>
    public const int StuffingBytes = 32 << 10;

    /// <summary>How many of those: many times what a node lets wait for a session.</summary>
    public const int Stuffings = 2_048;

    /// <summary>Megabytes that the one that never reads may cost.</summary>
    private const double MemoryMax = 64;

    /// <summary>How many of the large events may be under way.</summary>
    private const int StuffingsAtOnce = 16;

    private const string Topic = "bench.sessions";
    private const string SlowTopic = "bench.slow";

    /// <summary>What the system of the one that never reads takes in all the same.</summary>
    private const int SlowReceiveBytes = 4 << 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CommandNode _node;
    private readonly List<EventClient> _clients = [];
    private readonly List<EventClient> _readers = [];
    private uint _series;

    private SessionFigures(CommandNode node)
    {
        _node = node;
    }

    /// <summary>Measures.</summary>
    public static async Task MeasureAsync(BenchContext context, List<Figure> figures)
    {
        CommandNode node = await CommandNode.StartAsync(NodeGroup.NewNetwork(), context.CancellationToken).ConfigureAwait(false);
        SessionFigures sessions = new(node);
        await using ConfiguredAsyncDisposable sessionsEnd = sessions.ConfigureAwait(false);
        await sessions.RunAsync(context, figures).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_clients.Select(client => client.DisposeAsync().AsTask())).ConfigureAwait(false);
        await _node.DisposeAsync().ConfigureAwait(false);
    }

    private async Task RunAsync(BenchContext context, List<Figure> figures)
    {
        int count = context.Of(Sessions, 20);
        string name = FormattableString.Invariant($"wamp.{Sessions}");
        context.Tell(FormattableString.Invariant($"wamp: {count} sessions"));
        EventClient publisher = await OpenAsync(context, subscribes: false, receiveBytes: 0, Topic).ConfigureAwait(false);
        for (int i = 1; i < count; i++)
        {
            EventClient reader = await OpenAsync(context, subscribes: true, receiveBytes: 0, Topic).ConfigureAwait(false);
            reader.Read();
            _readers.Add(reader);
        }

        // The first round warms the node up.
        await RoundAsync(context, publisher).ConfigureAwait(false);
        (Figure p50, Figure p99) = await RoundsAsync(context, publisher, name).ConfigureAwait(false);
        double before = _node.MemoryBytes / 1e6;
        await OpenAsync(context, subscribes: true, SlowReceiveBytes, Topic, SlowTopic).ConfigureAwait(false);
        await StuffAsync(context).ConfigureAwait(false);
        context.Tell(FormattableString.Invariant($"wamp: {count} sessions, one of which never reads"));
        (Figure slowP50, Figure slowP99) = await RoundsAsync(context, publisher, $"{name}.slow").ConfigureAwait(false);
        double after = _node.MemoryBytes / 1e6;
        figures.AddRange([p50, p99, slowP50.To(p50), slowP99.To(p99)]);
        figures.Add(new Figure($"{name}.memory", "MB", Reading.Of([before])));
        figures.Add(new Figure($"{name}.slow.memory", "MB", Reading.Of([after])).AtMost(before + MemoryMax));
    }

    private async Task<EventClient> OpenAsync(BenchContext context, bool subscribes, int receiveBytes, params string[] topics)
    {
        EventClient client = await EventClient.OpenAsync(_node.Page, new WampPackForm(topics), subscribes, receiveBytes, context.CancellationToken).ConfigureAwait(false);
        _clients.Add(client);
        return client;
    }

    /// <summary>Fills what the node lets wait for the session that never reads, many times over; a session that reads keeps the pace.</summary>
    private async Task StuffAsync(BenchContext context)
    {
        EventClient witness = await OpenAsync(context, subscribes: true, receiveBytes: 0, SlowTopic).ConfigureAwait(false);
        witness.Read();
        EventClient publisher = await OpenAsync(context, subscribes: false, receiveBytes: 0, SlowTopic).ConfigureAwait(false);
        witness.Tally.Begin(++_series, latenciesMax: 0);
        int count = context.Of(Stuffings, 256);
        for (int i = 0; i < count; i++)
        {
            await publisher.PublishAsync(_series, (uint)i, StuffingBytes).ConfigureAwait(false);
            int came = await witness.Tally.UntilAsync(i - StuffingsAtOnce, Patience, context.CancellationToken).ConfigureAwait(false);
            if (came < i - StuffingsAtOnce)
            {
                throw new BenchFault(FormattableString.Invariant($"of {i} large events {came} came to a session beside one that never reads"));
            }
        }
    }

    private async Task<double[]> RoundAsync(BenchContext context, EventClient publisher)
    {
        int count = context.Of(250, 20);
        _series++;
        foreach (EventClient reader in _readers)
        {
            reader.Tally.Begin(_series, count);
        }

        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            TimeSpan due = TimeSpan.FromSeconds(i / Rate) - Stopwatch.GetElapsedTime(begin);
            await Task.Delay(due > TimeSpan.Zero ? due : TimeSpan.Zero, context.CancellationToken).ConfigureAwait(false);
            await publisher.PublishAsync(_series, (uint)i, SocketFigures.PayloadBytes).ConfigureAwait(false);
        }

        foreach (EventClient reader in _readers)
        {
            int came = await reader.Tally.UntilAsync(count, Patience, context.CancellationToken).ConfigureAwait(false);
            if (came < count)
            {
                throw new BenchFault(FormattableString.Invariant($"one of {_readers.Count} sessions got {came} of {count} events at {Rate} a second"));
            }
        }

        return [.. _readers.SelectMany(reader => reader.Tally.Latencies).Order()];
    }

    private async Task<(Figure P50, Figure P99)> RoundsAsync(BenchContext context, EventClient publisher, string name)
    {
        List<double> p50 = [];
        List<double> p99 = [];
        for (int repetition = 0; repetition < context.Repetitions; repetition++)
        {
            double[] latencies = await RoundAsync(context, publisher).ConfigureAwait(false);
            p50.Add(Percentile.Of(latencies, 50));
            p99.Add(Percentile.Of(latencies, 99));
        }

        return (new Figure($"{name}.p50", "us", Reading.Of(p50)), new Figure($"{name}.p99", "us", Reading.Of(p99)));
    }
}
