using System.Net;
using System.Net.Sockets;
using Mesh.Discovery;
using Mesh.Discovery.Static;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Discovery;

public sealed class StaticDiscoveryTests
{
    private static readonly PeerAnnouncement Announcement = new(MdnsLan.Id(1), "one", 6374, "00", 1, 1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Given_addresses_are_sighted_at_once_and_again_after_ten_seconds()
    {
        var time = new ManualTime();
        await using var discovery = new StaticDiscovery(
            [Peer("10.0.0.7"), Peer("[fe80::7%wlan3]:7000"), Peer("laptop:9")],
            time,
            resolve: (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.8")]),
            readInterfaces: () => [MdnsLan.Cable(1, name: "wlan3", index: 5)]);
        await discovery.StartAsync(Announcement, Cancelled);
        string[] expected = ["10.0.0.7:6374", "10.0.0.8:9", "[fe80::7%5]:7000"];
        Assert.Equal(expected, await TakeAsync(discovery, 3));
        await NextRoundAsync(time, TimeSpan.FromSeconds(10), () => discovery.Sightings.Count > 0);
        Assert.Equal(expected, await TakeAsync(discovery, 3));
    }

    [Fact]
    public async Task Address_that_cannot_be_resolved_does_not_keep_the_others_back()
    {
        await using var discovery = new StaticDiscovery(
            [Peer("nowhere"), Peer("[fe80::7%missing]:7000"), Peer("10.0.0.7")],
            new ManualTime(),
            resolve: (_, _) => throw new SocketException((int)SocketError.HostNotFound),
            readInterfaces: () => []);
        await discovery.StartAsync(Announcement, Cancelled);
        Assert.Equal(["10.0.0.7:6374"], await TakeAsync(discovery, 1));
        Assert.Equal([("nowhere:6374", 0, true), ("[fe80::7%missing]:7000", 0, true), ("10.0.0.7:6374", 1, false)], discovery.GivenAddresses.Select(given => (given.Address, given.EndPoints.Count, given.Fault is not null)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => discovery.StartAsync(Announcement, Cancelled));
    }

    [Fact]
    public async Task Remembered_peers_are_bounded_and_named()
    {
        RememberedPeer[] many = [.. Enumerable.Range(1, 200).Select(i => new RememberedPeer(MdnsLan.Id(i), new IPEndPoint(IPAddress.Loopback, i)))];
        await using var discovery = new RememberedPeers(many, new ManualTime());
        await discovery.StartAsync(Announcement, Cancelled);
        string[] seen = await TakeAsync(discovery, RememberedPeers.PeersMax);
        Assert.Equal(many.Take(RememberedPeers.PeersMax).Select(peer => peer.EndPoint.ToString()).Order(StringComparer.Ordinal), seen);
    }

    [Fact]
    public void Guesses_are_on_our_subnets_and_never_ourselves()
    {
        InterfaceSnapshot hotspot = Interface("192.168.49.17", 24, "192.168.49.254", "10.9.9.9");
        Assert.Equal(["192.168.49.254", "192.168.49.1"], GatewayGuesses.Guesses(hotspot).Select(address => address.ToString()));
        Assert.Empty(GatewayGuesses.Guesses(Interface("192.168.49.1", 24)));
        Assert.Empty(GatewayGuesses.Guesses(Interface("169.254.1.1", 16)));
        Assert.Equal(["10.42.0.1"], GatewayGuesses.Guesses(Interface("10.42.0.9", 24, "10.42.0.1")).Select(address => address.ToString()));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Guessing_waits_three_seconds_and_only_happens_when_nothing_was_heard(int heard, bool guesses)
    {
        var time = new ManualTime();
        var listening = new FakeDiscovery { Interfaces = [new InterfaceState("wlan0", 3, [], false, true, null, true, heard)] };
        int rounds = 0;
        await using var discovery = new GatewayGuesses(listening, new InterfaceChoice([]), time, readInterfaces: () =>
        {
            rounds++;
            return [Interface("192.168.43.20", 24)];
        });
        await discovery.StartAsync(Announcement, Cancelled);
        await time.TimerMadeAsync(Cancelled);
        time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Equal(0, discovery.Sightings.Count);
        time.Advance(TimeSpan.FromSeconds(0.2));
        await time.TimerMadeAsync(Cancelled);
        Assert.Equal(guesses ? 1 : 0, discovery.Sightings.Count);
        if (guesses)
        {
            Assert.Equal(["192.168.43.1:6374"], await TakeAsync(discovery, 1));
        }
    }

    [Fact]
    public async Task Composite_merges_its_parts_and_completes_with_them()
    {
        var one = new FakeDiscovery { Interfaces = [new InterfaceState("a", 1, [], false, true, null, null, 0)] };
        var two = new FakeDiscovery();
        var both = new CompositeDiscovery([one, two]);
        await both.StartAsync(Announcement, Cancelled);
        one.Say(1);
        two.Say(2);
        Assert.Equal(["127.0.0.1:1", "127.0.0.1:2"], await TakeAsync(both, 2));
        Assert.Equal("a", Assert.Single(both.Interfaces).Name);
        await Assert.ThrowsAsync<InvalidOperationException>(() => both.StartAsync(Announcement, Cancelled));
        await both.DisposeAsync();
        await both.DisposeAsync();
        Assert.False(await both.Sightings.WaitToReadAsync(Cancelled));
    }

    [Fact]
    public async Task Multicast_discovery_starts_once_and_stops_as_often_as_one_likes()
    {
        var discovery = new Mesh.Discovery.Mdns.MdnsDiscovery(["no-such-interface"], TimeProvider.System);
        await discovery.StartAsync(Announcement, Cancelled);
        await Assert.ThrowsAsync<InvalidOperationException>(() => discovery.StartAsync(Announcement, Cancelled));
        await discovery.DisposeAsync();
        await discovery.DisposeAsync();
        Assert.False(await discovery.Sightings.WaitToReadAsync(Cancelled));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => discovery.StartAsync(Announcement, Cancelled));
    }

    [Fact]
    public void Bad_peer_address_in_the_options_is_one_sentence()
    {
        var options = new DiscoveryOptions { Peers = ["laptop:99999"] };
        MeshException exception = Assert.Throws<MeshException>(
            () => PeerDiscovery.Of(options, [], TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance));
        Assert.Equal(MeshFailure.BadAddress, exception.Failure);
    }

    private static PeerEndPointText Peer(string text) => PeerEndPointText.TryParse(text, out PeerEndPointText? peer, out string? fault) ? peer : throw new ArgumentException(fault);

    private static InterfaceSnapshot Interface(string address, int prefix, params string[] gateways) =>
        new("wlan0", 3, false, true, [new InterfaceAddress(IPAddress.Parse(address), prefix)], [.. gateways.Select(IPAddress.Parse)]);

    private static async Task NextRoundAsync(ManualTime time, TimeSpan pause, Func<bool> came)
    {
        while (!came())
        {
            await time.TimerMadeAsync(Cancelled);
            time.Advance(pause);
            await Task.Yield();
        }
    }

    private static async Task<string[]> TakeAsync(IPeerDiscovery discovery, int count)
    {
        List<string> seen = [];
        for (int i = 0; i < count; i++)
        {
            seen.Add((await discovery.Sightings.ReadAsync(Cancelled)).EndPoint!.ToString());
        }

        return [.. seen.Order(StringComparer.Ordinal)];
    }
}
