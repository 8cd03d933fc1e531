using System.Diagnostics;
using System.Globalization;
using Mesh.Tests.Integration.Laboratory;

namespace Mesh.Tests.Integration.Discovery;

[Collection(LabCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class MdnsDiscoveryTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Five_hosts_with_one_family_of_link_local_addresses_all_find_each_other(bool ipv4, bool ipv6)
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(5, new LabHostOptions { IPv4 = ipv4, IPv6 = ipv6 });
        await lab.ShapeAsync(air => air.ConnectAll(lab.Hosts));
        DiscoveryNode[] nodes = [.. lab.Hosts.Select(host => DiscoveryNode.Launch(lab, host, $"node {host.Number}"))];
        string prefix = ipv6 ? "[fe80::" : "169.254.";
        foreach (DiscoveryNode node in nodes)
        {
            await node.StartedAsync();
            foreach (DiscoveryNode other in nodes.Where(other => other != node))
            {
                LabLine seen = await node.SeesAsync(other.Name, Soon);
                Assert.Equal(DiscoveryWorker.Id(other.Name).ToString(), seen.Field("peer"));
                Assert.StartsWith(prefix, seen.Field("endPoint"), StringComparison.Ordinal);
                Assert.Equal("wl0", seen.Field("interface"));
            }
        }

        LabLine state = await nodes[0].InterfaceAsync("wl0", line => line.Number("heard") == 4, Soon);
        Assert.Equal("True", state.Field("returned"), ignoreCase: true);
        Assert.Null(state.Field("Fault"));
    }

    [Fact]
    public async Task Newcomer_sees_a_running_node_at_once_and_its_goodbye_is_heard()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(2);
        await lab.ShapeAsync(air => air.ConnectAll(lab.Hosts));
        DiscoveryNode old = DiscoveryNode.Launch(lab, lab.Hosts[0], "old");
        await old.StartedAsync();
        await Task.Delay(TimeSpan.FromSeconds(5));
        DiscoveryNode young = DiscoveryNode.Launch(lab, lab.Hosts[1], "young");
        LabLine seen = await young.SeesAsync("old", Soon);
        Assert.InRange(seen.Number("after"), 1, 700);
        await old.SeesAsync("young", Soon);

        // Whoever leaves while probing holds no name yet, and so has none to say goodbye to.
        await Task.Delay(TimeSpan.FromSeconds(3));
        await young.StopAsync();
        await old.LosesAsync("young", TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Host_without_IPv6_finds_a_host_that_has_both()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync();
        LabHost plain = await lab.AddHostAsync(new LabHostOptions { IPv6 = false });
        LabHost both = await lab.AddHostAsync();
        await lab.ShapeAsync(air => air.ConnectAll(lab.Hosts));
        DiscoveryNode one = DiscoveryNode.Launch(lab, plain, "plain");
        DiscoveryNode two = DiscoveryNode.Launch(lab, both, "both");
        await one.SeesAsync("both", Soon + Soon);
        await two.SeesAsync("plain", Soon + Soon);
    }

    [Fact]
    public async Task Interface_that_appears_after_the_start_is_used_as_soon_as_its_address_is_ready()
    {
        var options = new LabHostOptions { Radio = false, IPv4 = false, DuplicateAddressDetection = true };
        await using LabNetwork lab = await LabNetwork.StartAsync();
        LabHost late = await lab.AddHostAsync(options);
        LabHost other = await lab.AddHostAsync(options with { Radio = true });
        DiscoveryNode one = DiscoveryNode.Launch(lab, late, "late");
        DiscoveryNode two = DiscoveryNode.Launch(lab, other, "other");
        await one.StartedAsync();
        await two.StartedAsync();
        await lab.AddInterfaceAsync(late);
        await lab.ShapeAsync(air => air.ConnectAll(lab.Hosts));
        long up = Stopwatch.GetTimestamp();
        await one.SeesAsync("other", Soon);
        await two.SeesAsync("late", Soon);

        // Duplicate address detection takes about two seconds of it.
        Assert.InRange(Stopwatch.GetElapsedTime(up), TimeSpan.Zero, TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task Interface_that_goes_and_comes_back_loses_and_finds_its_peers()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(2);
        await lab.ShapeAsync(air => air.ConnectAll(lab.Hosts));
        DiscoveryNode one = DiscoveryNode.Launch(lab, lab.Hosts[0], "one");
        DiscoveryNode two = DiscoveryNode.Launch(lab, lab.Hosts[1], "two");
        await one.SeesAsync("two", Soon + Soon);
        await two.SeesAsync("one", Soon + Soon);

        int mark = one.Process.Output.Count;
        await lab.SetCarrierAsync(lab.Hosts[0], false);
        await one.LosesAsync("two", TimeSpan.FromSeconds(4), mark);
        mark = one.Process.Output.Count;
        await lab.SetCarrierAsync(lab.Hosts[0], true);
        await one.SeesAsync("two", Soon, mark);

        mark = one.Process.Output.Count;
        await LabCommand.RunAsync("ip", ["-n", lab.Hosts[0].Namespace, "link", "del", "wl0"]);
        await one.LosesAsync("two", TimeSpan.FromSeconds(4), mark);
        mark = one.Process.Output.Count;
        LabInterface again = await lab.AddInterfaceAsync(lab.Hosts[0]);
        await lab.ShapeAsync(air => air.ConnectInterfaces(again, lab.Hosts[1].Radio));
        LabLine seen = await one.SeesAsync("two", Soon, mark);
        Assert.Equal(again.Name, seen.Field("interface"));
    }

    [Fact]
    public async Task Two_nodes_on_a_host_with_nothing_but_loopback_find_each_other()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(1, new LabHostOptions { Radio = false });
        DiscoveryNode one = DiscoveryNode.Launch(lab, lab.Hosts[0], "one", 7001);
        DiscoveryNode two = DiscoveryNode.Launch(lab, lab.Hosts[0], "two", 7002);
        Assert.Equal("127.0.0.1:7002", (await one.SeesAsync("two", Soon + Soon)).Field("endPoint"));
        Assert.Equal("127.0.0.1:7001", (await two.SeesAsync("one", Soon + Soon)).Field("endPoint"));
    }

    [Fact]
    public async Task Five_idle_nodes_put_less_than_one_packet_and_200_bytes_a_second_on_the_wire()
    {
        const int Seconds = 20;
        await using LabNetwork lab = await LabNetwork.StartAsync(5);
        await lab.ShapeAsync(air => air.ConnectAll(lab.Hosts));
        DiscoveryNode[] nodes = [.. lab.Hosts.Select(host => DiscoveryNode.Launch(lab, host, $"node {host.Number}"))];
        await Task.WhenAll(nodes.Select(node => node.StartedAsync()));
        await Task.Delay(TimeSpan.FromSeconds(14));
        await CountAsync(lab, "add table bridge idle\nadd chain bridge idle seen { type filter hook prerouting priority 0; }\nadd rule bridge idle seen udp dport 5353 counter\n");
        await Task.Delay(TimeSpan.FromSeconds(Seconds));
        string[] words = (await CountAsync(lab, "list table bridge idle\n")).Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries);
        int packets = int.Parse(words[Array.IndexOf(words, "packets") + 1], CultureInfo.InvariantCulture);
        int bytes = int.Parse(words[Array.IndexOf(words, "bytes") + 1], CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"{packets} packets, {bytes} bytes in {Seconds} s");
        Assert.InRange(packets, 1, Seconds);
        Assert.InRange(bytes, 1, Seconds * 200);
    }

    private static Task<string> CountAsync(LabNetwork lab, string script) =>
        LabCommand.RunAsync("ip", ["netns", "exec", lab.Name + "-sw", LabCommand.Find("nft")!, "-f", "-"], script);
}
