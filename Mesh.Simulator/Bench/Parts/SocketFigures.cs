using System.Diagnostics;
using Mesh.Simulator.Bench.Sockets;

namespace Mesh.Simulator.Bench.Parts;

/// <summary>What events from one client to another take through a server, and how they are measured.</summary>
/// <param name="name">The beginning of the figures' names.</param>
/// <param name="publisher">Who publishes.</param>
/// <param name="subscriber">Who gets it; may be the publisher where a server sends everything back.</param>
internal sealed class SocketFigures(string name, EventClient publisher, EventClient subscriber)
{
    /// <summary>Bytes of each event.</summary>
    public const int PayloadBytes = 256;

    /// <summary>Events a second while latency is taken: so few that none meets another.</summary>
    public const double PacedRate = 200;

    /// <summary>Events under way at once while the rate is taken: no more than any server here lets wait.</summary>
    public const int WindowEvents = 2_048;

    private const int GreetingsMax = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GreetingPatience = TimeSpan.FromMilliseconds(300);

    private readonly List<double> _p50 = [];
    private readonly List<double> _p99 = [];
    private readonly List<double> _turns = [];
    private readonly List<double> _rates = [];
    private readonly List<double> _lost = [];
    private readonly List<double> _came = [];
    private uint _series;

    /// <summary>The median, in microseconds.</summary>
    public Figure P50 => new($"{name}.p50", "us", Reading.Of(_p50));

    /// <summary>The 99th percentile.</summary>
    public Figure P99 => new($"{name}.p99", "us", Reading.Of(_p99));

    /// <summary>The median, in microseconds, when each event is published as soon as the last has come: nobody has gone to sleep meanwhile.</summary>
    public Figure Turn => new($"{name}.turn.p50", "us", Reading.Of(_turns));

    /// <summary>Events a second with <see cref="WindowEvents"/> under way.</summary>
    public Figure Rate => new($"{name}.rate", "events/s", Reading.Of(_rates));

    /// <summary>Events that did not come, when so many were published a second.</summary>
    public Figure LostAt(double rate) => new(FormattableString.Invariant($"{name}.{rate / 1_000}k.lost"), "events", Reading.Of(_lost));

    /// <summary>Events a second that came of those.</summary>
    public Figure CameAt(double rate) => new(FormattableString.Invariant($"{name}.{rate / 1_000}k.came"), "events/s", Reading.Of(_came));

    /// <summary>Publishes until the subscriber gets something.</summary>
    public async Task GreetAsync(CancellationToken cancellationToken)
    {
        for (int i = 0; i < GreetingsMax; i++)
        {
            subscriber.Tally.Begin(++_series, latenciesMax: 0);
            await publisher.PublishAsync(_series, 0, PayloadBytes).ConfigureAwait(false);
            if (await subscriber.Tally.UntilAsync(1, GreetingPatience, cancellationToken).ConfigureAwait(false) > 0)
            {
                return;
            }
        }

        throw new BenchFault($"{name}: no event came to the subscriber within half a minute");
    }

    /// <summary>Takes the latency once.</summary>
    public async Task TakeLatencyAsync(BenchContext context, bool isWarmUp)
    {
        int count = context.Of(600, 20);
        await PublishAsync(count, PacedRate, count, context.CancellationToken).ConfigureAwait(false);
        Demand(count);
        double[] latencies = subscriber.Tally.Latencies;
        if (!isWarmUp)
        {
            _p50.Add(Percentile.Of(latencies, 50));
            _p99.Add(Percentile.Of(latencies, 99));
        }
    }

    /// <summary>Takes the latency once, one event after the other.</summary>
    public async Task TakeTurnsAsync(BenchContext context, bool isWarmUp)
    {
        int count = context.Of(3_000, 20);
        StampTally tally = subscriber.Tally;
        tally.Begin(++_series, count);
        for (int i = 0; i < count; i++)
        {
            await publisher.PublishAsync(_series, (uint)i, PayloadBytes).ConfigureAwait(false);
            if (await tally.UntilAsync(i + 1, Patience, context.CancellationToken).ConfigureAwait(false) <= i)
            {
                break;
            }
        }

        Demand(count);
        if (!isWarmUp)
        {
            _turns.Add(Percentile.Of(tally.Latencies, 50));
        }
    }

    /// <summary>Takes the rate once: the publisher keeps <see cref="WindowEvents"/> under way and no more, so that nothing has to be dropped.</summary>
    public async Task TakeRateAsync(BenchContext context, bool isWarmUp)
    {
        int count = context.Of(200_000, 2_000);
        StampTally tally = subscriber.Tally;
        tally.Begin(++_series, latenciesMax: 0);
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            if (i - tally.Count >= WindowEvents && await tally.UntilAsync(i - (WindowEvents / 2), Patience, context.CancellationToken).ConfigureAwait(false) < i - (WindowEvents / 2))
            {
                break;
            }

            await publisher.PublishAsync(_series, (uint)i, PayloadBytes).ConfigureAwait(false);
        }

        await tally.UntilAsync(count, Patience, context.CancellationToken).ConfigureAwait(false);
        Demand(count);
        if (!isWarmUp)
        {
            _rates.Add(count / Stopwatch.GetElapsedTime(begin, tally.LastAt).TotalSeconds);
        }
    }

    /// <summary>Publishes so many a second whatever comes, and counts what does not. A client takes one such rate only.</summary>
    public async Task TakeLossAsync(BenchContext context, double rate, bool isWarmUp)
    {
        int count = (int)rate * context.Of(3, 1);
        long begin = Stopwatch.GetTimestamp();
        await PublishAsync(count, rate, latenciesMax: 0, context.CancellationToken).ConfigureAwait(false);
        if (!isWarmUp)
        {
            _lost.Add(count - subscriber.Tally.Count);
            _came.Add(subscriber.Tally.Count / Stopwatch.GetElapsedTime(begin, subscriber.Tally.LastAt).TotalSeconds);
        }
    }

    /// <summary>Publishes at a beat, catching up with what is late at once, and waits for what comes.</summary>
    private async Task PublishAsync(int count, double rate, int latenciesMax, CancellationToken cancellationToken)
    {
        subscriber.Tally.Begin(++_series, latenciesMax);
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            TimeSpan due = TimeSpan.FromSeconds(i / rate) - Stopwatch.GetElapsedTime(begin);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due, cancellationToken).ConfigureAwait(false);
            }

            await publisher.PublishAsync(_series, (uint)i, PayloadBytes).ConfigureAwait(false);
        }

        await subscriber.Tally.UntilAsync(count, Patience, cancellationToken).ConfigureAwait(false);
    }

    private void Demand(int count)
    {
        if (subscriber.Tally.Count != count || subscriber.Tally.OutOfOrder > 0)
        {
            throw new BenchFault(FormattableString.Invariant($"{name}: of {count} events {subscriber.Tally.Count} came, {subscriber.Tally.OutOfOrder} of them before an earlier one"));
        }
    }
}
