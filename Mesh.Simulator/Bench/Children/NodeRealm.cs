using System.Diagnostics;
using System.Globalization;

namespace Mesh.Simulator.Bench.Children;

/// <summary>
/// Events and calls of a node process of the bench, as an application uses them.
/// Commands: <c>subscribe TOPIC</c>, <c>publish COUNT RATE BYTES TAG TOPIC</c>, <c>register PROCEDURE</c>, <c>call COUNT AT-ONCE BYTES PROCEDURE</c>.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="arrivals">Where what a tag brought is noted.</param>
internal sealed class NodeRealm(MeshNode node, Func<string, Arrivals> arrivals)
{
    private const int LatenciesMax = 20_000;

    private readonly MeshSubscriber _subscriber = node.OpenSubscriber();

    /// <summary>Obeys a command.</summary>
    /// <returns>The answer, or null for a command that is about something else.</returns>
    public async Task<object?> HandleAsync(string[] words)
    {
        switch (words)
        {
            case ["subscribe", var topic]:
                await _subscriber.SubscribeAsync(topic).ConfigureAwait(false);
                return new ReadyReport(0);
            case ["publish", var count, var rate, var bytes, var tag, var topic]:
                return await PublishAsync(Number(count), double.Parse(rate, CultureInfo.InvariantCulture), Number(bytes), tag, topic).ConfigureAwait(false);
            case ["register", var procedure]:
                await node.RegisterAsync(procedure, call => Task.FromResult(call.Arguments)).ConfigureAwait(false);
                return new ReadyReport(0);
            case ["call", var count, var atOnce, var bytes, var procedure]:
                return await CallAsync(Number(count), Number(atOnce), Number(bytes), procedure).ConfigureAwait(false);
            default:
                return null;
        }
    }

    /// <summary>Notes the events of all topics to the end of the node.</summary>
    public async Task ReadAsync()
    {
        await foreach (TopicEvent happened in _subscriber.ReadAllAsync().ConfigureAwait(false))
        {
            long shownAt = Stopwatch.GetTimestamp();
            if (happened.Arguments.Positional is [string text] && BenchText.TryRead(text, out string tag, out long typedAt))
            {
                arrivals(tag).Note(typedAt, shownAt);
            }
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Publishes at a fixed beat; what is late is caught up with at once.</summary>
    private async Task<SendReport> PublishAsync(int count, double rate, int bytes, string tag, string topic)
    {
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            TimeSpan due = TimeSpan.FromSeconds(i / rate) - Stopwatch.GetElapsedTime(begin);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due).ConfigureAwait(false);
            }

            await node.PublishAsync(topic, MeshArguments.Of(BenchText.Write(tag, bytes))).ConfigureAwait(false);
        }

        return new SendReport(begin, Stopwatch.GetTimestamp());
    }

    /// <summary>Calls, so many callers each one call after the other.</summary>
    private async Task<CallReport> CallAsync(int count, int atOnce, int bytes, string procedure)
    {
        MeshArguments arguments = MeshArguments.Of(new string('x', bytes));
        List<double> latencies = [];
        int next = 0;
        long begin = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) <= count)
            {
                long called = Stopwatch.GetTimestamp();
                await node.CallAsync(procedure, arguments).ConfigureAwait(false);
                double latency = Math.Round(Stopwatch.GetElapsedTime(called).TotalMicroseconds, 1);
                lock (latencies)
                {
                    if (latencies.Count < LatenciesMax)
                    {
                        latencies.Add(latency);
                    }
                }
            }
        }))).ConfigureAwait(false);
        return new CallReport(Stopwatch.GetElapsedTime(begin).TotalSeconds, latencies);
    }
}
