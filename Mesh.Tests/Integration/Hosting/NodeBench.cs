using System.Globalization;
using System.Net;

namespace Mesh.Tests.Integration.Hosting;

/// <summary>Nodes on loopback that know each other by given addresses only; all are disposed with the bench. Every wait is bounded.</summary>
public sealed class NodeBench : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<MeshNode> _nodes = [];
    private readonly List<string> _folders = [];

    /// <summary>Options of a node that dials nobody but <paramref name="peers"/>.</summary>
    public static MeshOptions Options(string name, params MeshNode[] peers) => new()
    {
        Name = name,
        Network = "bench",
        Discovery = new DiscoveryOptions { Mdns = false, Guesses = false, Peers = [.. peers.Select(AddressOf)] },
    };

    /// <summary>Where a node of this machine can be dialled.</summary>
    public static string AddressOf(MeshNode node) => FormattableString.Invariant($"127.0.0.1:{PortOf(node)}");

    public static int PortOf(MeshNode node) => IPEndPoint.Parse(node.EndPoints[0]).Port;

    public async Task<MeshNode> StartAsync(string name, params MeshNode[] peers) => await StartAsync(Options(name, peers));

    public async Task<MeshNode> StartAsync(MeshOptions options)
    {
        MeshNode node = await MeshNode.StartAsync(options, TestContext.Current.CancellationToken);
        _nodes.Add(node);
        return node;
    }

    /// <summary>A folder that is removed with the bench.</summary>
    public string NewFolder()
    {
        string folder = Path.Combine(Path.GetTempPath(), "mesh-bench-" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture));
        _folders.Add(folder);
        return folder;
    }

    /// <summary>The first event that matches, from those that <paramref name="events"/> has not yielded yet.</summary>
    public static async Task<T> NextAsync<T>(IAsyncEnumerator<MeshEvent> events, Func<T, bool>? match = null)
        where T : MeshEvent
    {
        List<MeshEvent> passed = [];
        try
        {
            while (await events.MoveNextAsync().AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken))
            {
                passed.Add(events.Current);
                if (events.Current is T happened && (match is null || match(happened)))
                {
                    return happened;
                }
            }
        }
        catch (TimeoutException)
        {
            Assert.Fail($"No {typeof(T).Name} came; what came: {string.Join("; ", passed)}");
        }

        throw new InvalidOperationException($"The events ended without {typeof(T).Name}.");
    }

    /// <summary>The next message of a reader.</summary>
    public static async Task<RoomMessage> NextAsync(IAsyncEnumerator<RoomMessage> messages)
    {
        Assert.True(await messages.MoveNextAsync().AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken));
        return messages.Current;
    }

    /// <summary>Waits until something holds.</summary>
    public static async Task UntilAsync(Func<bool> holds, string what)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"It did not come to this: {what}.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (MeshNode node in _nodes)
        {
            await node.DisposeAsync();
        }

        foreach (string folder in _folders.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
