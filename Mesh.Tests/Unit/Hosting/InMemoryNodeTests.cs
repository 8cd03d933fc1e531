using System.Net;
using Mesh.Discovery;
using Mesh.Hosting;
using Mesh.Identity;
using Mesh.Transports;
using Mesh.Transports.InMemory;

namespace Mesh.Tests.Unit.Hosting;

/// <summary>Whole nodes over links in memory, on a clock that the test moves.</summary>
public sealed class InMemoryNodeTests
{
    private readonly InMemoryNetwork _network = new();
    private readonly HandClock _time = new();
    private ulong _seed;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_nodes_meet_and_chat_without_a_socket_or_a_real_clock()
    {
        ToldDiscovery told = new();
        await using MeshNode anna = await StartAsync("anna", new ToldDiscovery());
        await using MeshNode bert = await StartAsync("bert", told);
        await using IAsyncEnumerator<MeshEvent> events = anna.ReadEventsAsync(Cancelled).GetAsyncEnumerator(Cancelled);
        MeshRoom annas = await anna.JoinAsync("lobby", Cancelled);
        MeshRoom berts = await bert.JoinAsync("lobby", Cancelled);
        await using IAsyncEnumerator<RoomMessage> reader = annas.ReadAllAsync(Cancelled).GetAsyncEnumerator(Cancelled);

        told.Tell(new PeerSighting(SightingSource.Mdns, anna.Id, IPEndPoint.Parse(anna.EndPoints[0]), null));
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(bert.Id, Assert.IsType<LinkUp>(events.Current).Link.Peer);
        await berts.SendAsync("hello", cancellationToken: Cancelled);

        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(("hello", 1), (reader.Current.Text, reader.Current.Hops));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_that_is_here_for_a_moment_is_not_remembered(bool isPassing)
    {
        string folder = Directory.CreateTempSubdirectory("mesh").FullName;
        try
        {
            ToldDiscovery told = new();
            MeshNode anna = await StartAsync("anna", new ToldDiscovery(), options => options with { Links = new LinkOptions { IsPassing = isPassing } });
            MeshNode bert = await StartAsync("bert", told, options => options with { DataFolder = folder });
            await using IAsyncEnumerator<MeshEvent> events = bert.ReadEventsAsync(Cancelled).GetAsyncEnumerator(Cancelled);
            told.Tell(new PeerSighting(SightingSource.Mdns, anna.Id, IPEndPoint.Parse(anna.EndPoints[0]), null));
            Assert.True(await events.MoveNextAsync());
            Assert.IsType<LinkUp>(events.Current);
            await anna.DisposeAsync();
            await bert.DisposeAsync();
            string file = Path.Combine(folder, "peers.json");
            Assert.Equal(!isPassing, File.Exists(file) && (await File.ReadAllTextAsync(file, Cancelled)).Contains(anna.Id.ToString(), StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task An_hour_alone_tells_once_why()
    {
        await using MeshNode anna = await StartAsync("anna", new ToldDiscovery());
        await using IAsyncEnumerator<MeshEvent> events = anna.ReadEventsAsync(Cancelled).GetAsyncEnumerator(Cancelled);
        while (anna.AloneReasons.Count == 0)
        {
            Cancelled.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        for (int minute = 0; minute < 60; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        await anna.DisposeAsync();
        List<MeshEvent> happened = [];
        while (await events.MoveNextAsync())
        {
            happened.Add(events.Current);
        }

        Assert.Equal(AloneCause.DiscoveryOff, Assert.Single(Assert.IsType<Alone>(Assert.Single(happened)).Reasons).Cause);
    }

    [Fact]
    public async Task A_broken_invariant_stops_the_node_and_says_so()
    {
        HandedListener listener = new();
        MeshNodeParts parts = Parts(new ToldDiscovery()) with
        {
            Transports = (key, _) => new NodeTransports(listener, _network.DialerOf(OwnKey(key))),
        };
        await using MeshNode anna = await MeshNode.StartAsync(Options("anna"), parts, Cancelled);
        MeshRoom lobby = await anna.JoinAsync("lobby", Cancelled);
        await using IAsyncEnumerator<MeshEvent> events = anna.ReadEventsAsync(Cancelled).GetAsyncEnumerator(Cancelled);
        await using IAsyncEnumerator<RoomMessage> messages = lobby.ReadAllAsync(Cancelled).GetAsyncEnumerator(Cancelled);
        ValueTask<bool> reading = messages.MoveNextAsync();

        listener.HandOver(new ScriptedLink { Broken = new MeshInvariantException("Two and two made five.") });

        Assert.True(await events.MoveNextAsync());
        Notice notice = Assert.IsType<Notice>(events.Current);
        Assert.Equal("faulted", notice.Code);
        Assert.Contains("Two and two made five", notice.Text, StringComparison.Ordinal);
        Assert.False(await events.MoveNextAsync());
        Assert.False(await reading);
        MeshException later = await Assert.ThrowsAsync<MeshException>(() => anna.JoinAsync("other", Cancelled));
        Assert.Equal(MeshFailure.Faulted, later.Failure);
        Assert.Equal(MeshFailure.Faulted, (await Assert.ThrowsAsync<MeshException>(() => lobby.SendAsync("x", cancellationToken: Cancelled))).Failure);
        Assert.True(listener.IsDisposed);
    }

    private static LinkKey OwnKey(NodeKey key)
    {
        using var certificate = NodeCertificate.Create(key);
        return LinkKey.Own(certificate.Certificate);
    }

    private MeshOptions Options(string name) => new() { Name = name, TimeProvider = _time, Discovery = new DiscoveryOptions { Mdns = false } };

    private MeshNodeParts Parts(IPeerDiscovery discovery) => new()
    {
        Discovery = (_, _) => discovery,
        Seed = () => Interlocked.Increment(ref _seed),
        Transports = (key, _) => new NodeTransports(_network.Listen(OwnKey(key)), _network.DialerOf(OwnKey(key))),
    };

    private Task<MeshNode> StartAsync(string name, IPeerDiscovery discovery, Func<MeshOptions, MeshOptions>? change = null) =>
        MeshNode.StartAsync(change is null ? Options(name) : change(Options(name)), Parts(discovery), Cancelled);
}
