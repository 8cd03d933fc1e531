using Mesh.Tests.Integration.Laboratory;

namespace Mesh.Tests.Integration.Discovery;

/// <summary>Beside another responder on the same port of the same host, and against it over the wire.</summary>
[Collection(LabCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class BesideAvahiTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Avahi_on_the_same_host_and_on_another_lists_the_node_with_its_text_on_each_family()
    {
        Avahi.Demand();
        await using LabNetwork lab = await LabNetwork.StartAsync(2);
        await lab.ShapeAsync(air => air.ConnectAll(lab.Hosts));
        LabProcess[] avahis = await Task.WhenAll(lab.Hosts.Select(host => Avahi.StartAsync(lab, host, Soon)));
        DiscoveryNode node = DiscoveryNode.Launch(lab, lab.Hosts[0], "Anna B.", 6375);
        await node.StartedAsync();
        await Task.Delay(TimeSpan.FromSeconds(2));
        foreach (LabProcess avahi in avahis)
        {
            await avahi.TypeAsync("timeout 10 avahi-browse -rtp _mesh-chat._tcp");
            await avahi.WaitForAsync("the end of browsing", line => line.Event == "done", Soon);
            foreach (string family in new[] { "IPv4", "IPv6" })
            {
                string found = Assert.Single(avahi.Output.Since(), line => line.Text.StartsWith($"=;wl0;{family};Anna\\032B\\.;_mesh-chat._tcp;local;mesh-", StringComparison.Ordinal)).Text;
                Assert.Contains(";6375;", found, StringComparison.Ordinal);
                Assert.Contains($"\"id={DiscoveryWorker.Id("Anna B.")}\"", found, StringComparison.Ordinal);
                Assert.Contains("\"net=00112233aabbccdd\"", found, StringComparison.Ordinal);
                Assert.Contains("\"rev=1-1\"", found, StringComparison.Ordinal);
                Assert.Contains("\"txtvers=1\"", found, StringComparison.Ordinal);
            }
        }

        await avahis[1].TypeAsync("timeout 10 avahi-browse -tp _services._dns-sd._udp; timeout 10 avahi-browse -atp");
        await avahis[1].WaitForAsync("our type among all types", line => line.Text.Contains(";_mesh-chat._tcp;local", StringComparison.Ordinal), Soon, avahis[1].Output.Count);
    }

    [Fact]
    public async Task Node_finds_a_service_that_avahi_publishes_and_a_node_beside_avahi()
    {
        Avahi.Demand();
        await using LabNetwork lab = await LabNetwork.StartAsync(2);
        await lab.ShapeAsync(air => air.ConnectAll(lab.Hosts));
        LabProcess avahi = await Avahi.StartAsync(lab, lab.Hosts[0], Soon);
        DiscoveryNode beside = DiscoveryNode.Launch(lab, lab.Hosts[0], "beside");
        DiscoveryNode far = DiscoveryNode.Launch(lab, lab.Hosts[1], "far");
        await far.SeesAsync("beside", Soon + Soon);
        await beside.SeesAsync("far", Soon + Soon);
        string id = DiscoveryWorker.Id("foreign").ToString();
        await avahi.TypeAsync($"timeout 30 avahi-publish -s foreign _mesh-chat._tcp 7999 txtvers=1 id={id} net=00112233aabbccdd rev=1-1");
        LabLine seen = await far.SeesAsync("foreign", Soon);
        Assert.Equal(id, seen.Field("peer"));
        Assert.EndsWith(":7999", seen.Field("endPoint"), StringComparison.Ordinal);
        await beside.SeesAsync("foreign", Soon);
    }
}
