using System.Globalization;
using System.Text.Json;

namespace Mesh.Simulator.Bench.Children;

/// <summary>Node processes that are linked as wanted, and what is asked of them.</summary>
internal sealed class NodeGroup : IAsyncDisposable
{
    private const int CollectMilliseconds = 30_000;

    private readonly List<ChildProcess> _children = [];
    private readonly List<int> _ports = [];
    private readonly string _network;
    private int _lastTag;

    private NodeGroup(string network)
    {
        _network = network;
    }

    /// <summary>How many nodes.</summary>
    public int Count => _children.Count;

    /// <summary>The network's name.</summary>
    public string Network => _network;

    /// <summary>Starts nodes one after the other, each linked to those before it.</summary>
    /// <param name="count">How many.</param>
    /// <param name="linksMax">Most links of each.</param>
    /// <param name="dialled">Whom each dials, all of them before it.</param>
    /// <param name="cancellationToken">Gives up; nothing is left.</param>
    public static async Task<NodeGroup> StartAsync(int count, Func<int, int> linksMax, Func<int, IReadOnlyList<int>> dialled, CancellationToken cancellationToken)
    {
        NodeGroup group = new(NewNetwork());
        try
        {
            for (int i = 0; i < count; i++)
            {
                await group.AddAsync(linksMax(i), dialled(i).Select(group.AddressOf), cancellationToken).ConfigureAwait(false);
            }

            return group;
        }
        catch
        {
            await group.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Nodes in a row, each linked to the next.</summary>
    public static Task<NodeGroup> StartChainAsync(int count, CancellationToken cancellationToken) => StartAsync(
        count,
        node => node == 0 || node == count - 1 ? 1 : 2,
        node => node == 0 ? [] : [node - 1],
        cancellationToken);

    /// <summary>
    /// Two nodes between two others that run already and take more links than two: three hops. The last link is made with both others at once, so that
    /// these two are full before anybody is told who else is there, and a row remains.
    /// </summary>
    public static async Task<NodeGroup> StartBridgeAsync(CommandNode near, CommandNode far, CancellationToken cancellationToken)
    {
        NodeGroup group = new(near.Network);
        try
        {
            await group.AddAsync(linksMax: 2, [far.Address], cancellationToken).ConfigureAwait(false);
            await group.AddAsync(linksMax: 2, [near.Address, group.AddressOf(0)], cancellationToken).ConfigureAwait(false);
            return group;
        }
        catch
        {
            await group.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A network's name that nobody had before, so that no node of this machine or another group gets in.</summary>
    public static string NewNetwork() => string.Create(CultureInfo.InvariantCulture, $"bench-{Guid.NewGuid():N}");

    /// <summary>Where a node accepts links.</summary>
    public string AddressOf(int node) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_ports[node]}");

    /// <summary>The command line of a node process.</summary>
    public IReadOnlyList<string> Arguments(string name, int linksMax, IEnumerable<string> dialled, string? greeting = null) =>
    [
        ChildCommand.Node, "--network", _network, "--name", name, "--links-max", linksMax.ToString(CultureInfo.InvariantCulture),
        .. dialled.SelectMany(address => new[] { "--peer", address }),
        .. greeting is null ? Array.Empty<string>() : ["--greeting", greeting],
    ];

    /// <summary>A tag that no measurement had before.</summary>
    public string NewTag() => string.Create(CultureInfo.InvariantCulture, $"t{++_lastTag}");

    /// <summary>Asks one node and waits for the answer.</summary>
    public async Task<T> AskAsync<T>(int node, string line, CancellationToken cancellationToken) =>
        Read<T>(await _children[node].AskAsync(line, cancellationToken).ConfigureAwait(false));

    /// <summary>Asks some nodes at once and waits for all answers.</summary>
    public async Task<IReadOnlyList<T>> AskAllAsync<T>(IEnumerable<int> nodes, Func<int, string> line, CancellationToken cancellationToken) =>
        await Task.WhenAll(nodes.Select(node => AskAsync<T>(node, line(node), cancellationToken))).ConfigureAwait(false);

    /// <summary>What a node has shown of a measurement, waiting for it half a minute.</summary>
    public Task<ArrivalReport> CollectAsync(int node, string tag, int count, bool withLatencies, CancellationToken cancellationToken) =>
        CollectAsync(node, tag, count, withLatencies, CollectMilliseconds, cancellationToken);

    /// <summary>What a node has shown of a measurement, waiting for it as long as told.</summary>
    public Task<ArrivalReport> CollectAsync(int node, string tag, int count, bool withLatencies, int milliseconds, CancellationToken cancellationToken) =>
        AskAsync<ArrivalReport>(node, string.Create(CultureInfo.InvariantCulture, $"collect {tag} {count} {milliseconds}{(withLatencies ? " latencies" : "")}"), cancellationToken);

    /// <summary>Publishes events at a beat from one node.</summary>
    public Task<SendReport> PublishAsync(int node, int count, double rate, int bytes, string tag, string topic, CancellationToken cancellationToken) =>
        AskAsync<SendReport>(node, string.Create(CultureInfo.InvariantCulture, $"publish {count} {rate} {bytes} {tag} {topic}"), cancellationToken);

    /// <summary>Calls a procedure from one node, so many callers each one call after the other.</summary>
    public Task<CallReport> CallAsync(int node, int count, int atOnce, int bytes, string procedure, CancellationToken cancellationToken) =>
        AskAsync<CallReport>(node, string.Create(CultureInfo.InvariantCulture, $"call {count} {atOnce} {bytes} {procedure}"), cancellationToken);

    /// <summary>Writes at a beat from one node.</summary>
    public Task<SendReport> WritePacedAsync(int node, int count, double rate, int bytes, string tag, CancellationToken cancellationToken) =>
        AskAsync<SendReport>(node, string.Create(CultureInfo.InvariantCulture, $"paced {count} {rate} {bytes} {tag}"), cancellationToken);

    /// <summary>Writes as fast as one node takes it.</summary>
    public Task<SendReport> WriteBurstAsync(int node, int count, int bytes, string tag, CancellationToken cancellationToken) =>
        AskAsync<SendReport>(node, string.Create(CultureInfo.InvariantCulture, $"burst {count} {bytes} {tag}"), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_children.Select(child => child.DisposeAsync().AsTask())).ConfigureAwait(false);
        _children.Clear();
    }

    internal static T Read<T>(JsonElement answer) =>
        answer.Deserialize<T>(JsonSerializerOptions.Web) ?? throw new BenchFault("a child process answered nothing");

    private async Task AddAsync(int linksMax, IEnumerable<string> addresses, CancellationToken cancellationToken)
    {
        string[] dialled = [.. addresses];
        string name = string.Create(CultureInfo.InvariantCulture, $"node{_children.Count}");
        ChildProcess child = ChildProcess.Start(Arguments(name, linksMax, dialled), asMesh: true);
        _children.Add(child);
        _ports.Add(Read<ReadyReport>(await child.AnswerAsync("start", cancellationToken).ConfigureAwait(false)).Port);
        if (dialled.Length > 0)
        {
            await child.AskAsync(string.Create(CultureInfo.InvariantCulture, $"links {dialled.Length}"), cancellationToken).ConfigureAwait(false);
        }
    }
}
