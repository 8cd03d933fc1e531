using System.Net;
using Mesh.Discovery;
using Mesh.Discovery.Mdns;
using Mesh.Hosting;
using Mesh.Identity;
using Mesh.Transports;
using Mesh.Transports.InMemory;

namespace Mesh.Tests.Unit.Hosting;

/// <summary>What a node tells of its surroundings.</summary>
public sealed class DiagnosisTests
{
    private readonly InMemoryNetwork _network = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_tells_its_interfaces_strangers_failed_dials_and_the_clocks_of_neighbours()
    {
        ToldDiscovery told = new()
        {
            Interfaces = [new InterfaceState("wl0", 2, [IPAddress.Parse("169.254.1.1")], false, true, null, true, 1)
            {
                IsUp = true,
                PrefixLengths = [16],
                Families = [new FamilyState(false, false, null, true, [new HeardSource(IPAddress.Parse("169.254.1.2"), MeshInstant.Zero, TimeSpan.FromSeconds(1), "b\u0007en", null)])],
            }],
        };
        await using MeshNode anna = await StartAsync("anna", new ToldDiscovery());
        await using MeshNode bert = await StartAsync("bert", told);
        await using IAsyncEnumerator<MeshEvent> events = bert.ReadEventsAsync(Cancelled).GetAsyncEnumerator(Cancelled);
        told.Tell(new PeerSighting(SightingSource.Mdns, null, IPEndPoint.Parse("10.0.0.9:1"), "wl0", "zed", NetworkTag: "other"));
        told.Tell(new PeerSighting(SightingSource.Mdns, anna.Id, IPEndPoint.Parse(anna.EndPoints[0]), "wl0", "anna"));
        while (await events.MoveNextAsync() && events.Current is not PeerAppeared)
        {
            // The link comes first, then the presence with its clock.
        }

        MeshDiagnosis diagnosis = await bert.DiagnoseAsync(Cancelled);
        InterfaceDiagnosis one = Assert.Single(diagnosis.Interfaces);
        Assert.Equal(("wl0", true, (IPAddress.Parse("169.254.1.1"), 16)), (one.Name, one.IsUp, Assert.Single(one.Addresses)));
        Assert.Equal("ben", Assert.Single(Assert.Single(one.Families).Heard).Name);
        Assert.Equal(("zed", true), (Assert.Single(diagnosis.Strangers).Who, diagnosis.Strangers[0].IsOtherNetwork));
        Assert.All(diagnosis.Clocks, clock => Assert.InRange(clock.Lead, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1)));
        await bert.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => bert.DiagnoseAsync(Cancelled));
    }

    [Fact]
    public void Who_was_heard_longest_ago_makes_room()
    {
        ResponderLog log = new();
        for (int i = 0; i <= MdnsLimits.RespondersMax; i++)
        {
            log.Note(new IPAddress([10, 0, (byte)(i >> 8), (byte)i]), new MeshInstant(i));
        }

        Assert.Equal(MdnsLimits.RespondersMax, log.Latest.Count());
        Assert.DoesNotContain(log.Latest, entry => entry.Address.Equals(IPAddress.Parse("10.0.0.0")));
        Assert.Equal(new MeshInstant(MdnsLimits.RespondersMax), log.Latest.First().At);
    }

    private static LinkKey OwnKey(NodeKey key)
    {
        using var certificate = NodeCertificate.Create(key);
        return LinkKey.Own(certificate.Certificate);
    }

    private Task<MeshNode> StartAsync(string name, IPeerDiscovery discovery) => MeshNode.StartAsync(
        new MeshOptions { Name = name, Discovery = new DiscoveryOptions { Mdns = false } },
        new MeshNodeParts
        {
            Discovery = (_, _) => discovery,
            Transports = (key, _) => new NodeTransports(_network.Listen(OwnKey(key)), _network.DialerOf(OwnKey(key))),
        },
        Cancelled);
}
