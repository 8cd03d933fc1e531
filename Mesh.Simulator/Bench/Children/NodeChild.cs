using System.Diagnostics;
using System.Globalization;
using System.Net;
using Mesh.Hosting;

namespace Mesh.Simulator.Bench.Children;

/// <summary>
/// A node process of the bench: a whole <see cref="MeshNode"/> over real links on loopback, found by addresses alone, used as an application uses it.
/// Commands: <c>links N</c>, <c>paced COUNT RATE BYTES TAG</c>, <c>burst COUNT BYTES TAG</c>, <c>collect TAG COUNT MILLISECONDS [latencies]</c>, <c>figures</c>,
/// and those of <see cref="NodeRealm"/>.
/// </summary>
internal sealed class NodeChild
{
    private const string RoomName = "bench";
    private static readonly TimeSpan LinkPatience = TimeSpan.FromSeconds(30);

    private readonly ChildConsole _console;
    private readonly MeshNode _node;
    private readonly MeshRoom _room;
    private readonly LinkLedger _ledger;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Arrivals> _arrivals = [];
    private readonly NodeRealm _realm;

    private NodeChild(ChildConsole console, MeshNode node, MeshRoom room, LinkLedger ledger)
    {
        _console = console;
        _node = node;
        _room = room;
        _ledger = ledger;
        _realm = new NodeRealm(node, Of);
    }

    /// <summary>Runs until the bench closes the input, which ends the process.</summary>
    public static async Task RunAsync(NodeChildOptions options, TextReader input, TextWriter output)
    {
        ChildConsole console = new(input, output);
        LinkLedger ledger = new();
        MeshOptions mesh = new()
        {
            Name = options.Name,
            Network = options.Network,
            Links = new LinkOptions { LinksMax = options.LinksMax },
            Discovery = new DiscoveryOptions { Mdns = false, Guesses = false, Peers = options.Peers },
            Gossip = NodeLimitsUsed.Gossip,
        };
        await using MeshNode node = await MeshNode.StartAsync(mesh, new MeshNodeParts { Transports = ledger.Open }, CancellationToken.None).ConfigureAwait(false);
        MeshRoom room = await node.JoinAsync(RoomName).ConfigureAwait(false);
        NodeChild child = new(console, node, room, ledger);
        Task reading = Task.WhenAll(child.ReadRoomAsync(), child._realm.ReadAsync());
        if (options.Greeting is { } greeting)
        {
            await child.UntilLinksAsync(1).ConfigureAwait(false);
            await room.SendAsync(BenchText.Write(greeting, BenchText.BytesMin)).ConfigureAwait(false);
        }

        console.Answer(new ReadyReport(IPEndPoint.Parse(node.EndPoints[0]).Port));
        await foreach (string[] words in console.CommandsAsync().ConfigureAwait(false))
        {
            await child.HandleAsync(words).ConfigureAwait(false);
        }

        await reading.ConfigureAwait(false);
    }

    private async Task HandleAsync(string[] words)
    {
        switch (words)
        {
            case ["links", var count]:
                await UntilLinksAsync(Number(count)).ConfigureAwait(false);
                _console.Answer(Report());
                break;
            case ["paced", var count, var rate, var bytes, var tag]:
                _console.Answer(await WritePacedAsync(Number(count), double.Parse(rate, CultureInfo.InvariantCulture), Number(bytes), tag).ConfigureAwait(false));
                break;
            case ["burst", var count, var bytes, var tag]:
                _console.Answer(await WriteBurstAsync(Number(count), Number(bytes), tag).ConfigureAwait(false));
                break;
            case ["collect", var tag, var count, var milliseconds, .. var rest]:
                _console.Answer(await Of(tag).WaitAsync(Number(count), TimeSpan.FromMilliseconds(Number(milliseconds)), rest.Length > 0).ConfigureAwait(false));
                break;
            case ["figures"]:
                _console.Answer(Report());
                break;
            default:
                _console.Answer(await _realm.HandleAsync(words).ConfigureAwait(false) ?? throw new BenchFault($"'{string.Join(' ', words)}' is no command of a node process"));
                break;
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private NodeReport Report()
    {
        using Process self = Process.GetCurrentProcess();
        return new NodeReport(Environment.CpuUsage.TotalTime.TotalSeconds, _ledger.SentBytes, _node.Links.Count, self.PeakWorkingSet64);
    }

    private async Task ReadRoomAsync()
    {
        await foreach (RoomMessage message in _room.ReadAllAsync().ConfigureAwait(false))
        {
            long shownAt = Stopwatch.GetTimestamp();
            if (!message.IsOwn && BenchText.TryRead(message.Text, out string tag, out long typedAt))
            {
                Of(tag).Note(typedAt, shownAt);
            }
        }
    }

    private Arrivals Of(string tag)
    {
        lock (_lock)
        {
            if (!_arrivals.TryGetValue(tag, out Arrivals? arrivals))
            {
                _arrivals.Add(tag, arrivals = new Arrivals());
            }

            return arrivals;
        }
    }

    private async Task UntilLinksAsync(int count)
    {
        using CancellationTokenSource limit = new(LinkPatience);
        IAsyncEnumerable<MeshEvent> events = _node.ReadEventsAsync(limit.Token);
        if (_node.Links.Count >= count)
        {
            return;
        }

        await foreach (MeshEvent happened in events.ConfigureAwait(false))
        {
            if (happened is LinkUp && _node.Links.Count >= count)
            {
                return;
            }
        }
    }

    /// <summary>Writes at a fixed beat, whatever the writing takes.</summary>
    private async Task<SendReport> WritePacedAsync(int count, double rate, int bytes, string tag)
    {
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            TimeSpan due = TimeSpan.FromSeconds(i / rate) - Stopwatch.GetElapsedTime(begin);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due).ConfigureAwait(false);
            }

            await _room.SendAsync(BenchText.Write(tag, bytes)).ConfigureAwait(false);
        }

        return new SendReport(begin, Stopwatch.GetTimestamp());
    }

    /// <summary>Writes as fast as the node takes it: as many at once as the node lets wait.</summary>
    private async Task<SendReport> WriteBurstAsync(int count, int bytes, string tag)
    {
        long begin = Stopwatch.GetTimestamp();
        int next = 0;
        await Task.WhenAll(Enumerable.Range(0, NodeLimits.PublishesWaitingMax).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) <= count)
            {
                await _room.SendAsync(BenchText.Write(tag, bytes)).ConfigureAwait(false);
            }
        }))).ConfigureAwait(false);
        return new SendReport(begin, Stopwatch.GetTimestamp());
    }
}
