using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Mesh.Tests.Integration.Laboratory;

[Collection(LabCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class LaboratoryTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(60);

    [Fact]
    public async Task In_a_line_only_neighbours_hear_each_other()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(4);
        await lab.ShapeAsync(air => air.Line(lab.Hosts));
        UdpEar[] ears = [.. lab.Hosts.Select(UdpEar.Open)];
        for (int from = 0; from < ears.Length; from++)
        {
            ears[from].Shout("all");
            foreach (UdpEar to in ears.Where(ear => ear != ears[from]))
            {
                ears[from].Say(to, "you");
            }

            for (int to = 0; to < ears.Length; to++)
            {
                List<string> heard = [];
                if (Math.Abs(from - to) == 1)
                {
                    heard.Add(await ears[to].HearAsync(Soon) ?? "nothing");
                    heard.Add(await ears[to].HearAsync(Soon) ?? "nothing");
                }

                await Task.Delay(Quiet);
                heard.AddRange(ears[to].HeardSoFar());
                Assert.Equal(Math.Abs(from - to) == 1 ? ["all", "you"] : [], heard.Order());
            }
        }

        Array.ForEach(ears, ear => ear.Dispose());
    }

    [Fact]
    public async Task Hosts_have_link_local_addresses_and_nothing_else()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(1);
        LabHost host = lab.Hosts[0];
        (string[] addresses, string routes) = host.Enter(() => (
            NetworkInterface.GetAllNetworkInterfaces()
                .SelectMany(one => one.GetIPProperties().UnicastAddresses.Select(address => $"{one.Name} {address.Address}"))
                .ToArray(),
            File.ReadAllText("/proc/thread-self/net/route")));
        string fe80 = host.LinkLocalOf("wl0")!.ToString();
        Assert.Equal(
            ["lo 127.0.0.1", "lo ::1", "wl0 169.254.10.1", $"wl0 {fe80}%{host.IndexOf("wl0")}"],
            addresses.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("\t00000000\t00000000\t", routes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loss_is_near_what_was_asked_for()
    {
        const int Words = 1000;
        const int AskedPercent = 20;
        await using LabNetwork lab = await LabNetwork.StartAsync(2);
        await lab.ShapeAsync(air => air.Lose(lab.Hosts[0], lab.Hosts[1], AskedPercent));
        using UdpEar one = UdpEar.Open(lab.Hosts[0]);
        using UdpEar other = UdpEar.Open(lab.Hosts[1]);
        int heard = 0;
        for (int word = 0; word < Words; word++)
        {
            one.Shout("word");
            heard += other.HeardSoFar().Count;
        }

        await Task.Delay(Quiet);
        heard += other.HeardSoFar().Count;
        Assert.InRange(heard, Words * (90 - AskedPercent) / 100, Words * (110 - AskedPercent) / 100);
    }

    [Fact]
    public async Task A_partition_silences_and_healing_restores_at_once()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(3);
        (LabHost a, LabHost b, LabHost c) = (lab.Hosts[0], lab.Hosts[1], lab.Hosts[2]);
        await lab.ShapeAsync(air => air.ConnectAll(lab.Hosts));
        Assert.Equal((true, true), await HeardByAsync(a, b, c));
        await lab.ShapeAsync(air => air.Partition([a, b], [c]));
        Assert.Equal((true, false), await HeardByAsync(a, b, c));
        await lab.ShapeAsync(air => air.Heal());
        Assert.Equal((true, true), await HeardByAsync(a, b, c));
        await lab.ShapeAsync(air => air.CutOneWay(a, c));
        Assert.Equal((true, false), await HeardByAsync(a, b, c));
        Assert.Equal((true, true), await HeardByAsync(c, a, b));
    }

    [Fact]
    public async Task Lost_carrier_is_seen_by_the_host_and_comes_back()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(2);
        LabHost host = lab.Hosts[0];
        await lab.ShapeAsync(air => air.ConnectAll(lab.Hosts));
        await lab.SetCarrierAsync(host, up: false);
        Assert.Equal(OperationalStatus.Down, StatusOf(host));
        await lab.SetCarrierAsync(host, up: true);
        Assert.Equal(OperationalStatus.Up, StatusOf(host));
        await lab.Hosts[0].WaitForAddressesAsync(Soon);
        Assert.Equal((true, true), await HeardByAsync(host, lab.Hosts[1], lab.Hosts[1]));
    }

    [Fact]
    public async Task Hosts_may_lack_a_family_or_every_interface_and_get_one_later()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync();
        LabHost four = await lab.AddHostAsync(new LabHostOptions { IPv6 = false });
        LabHost six = await lab.AddHostAsync(new LabHostOptions { IPv4 = false });
        LabHost bare = await lab.AddHostAsync(new LabHostOptions { Radio = false });
        Assert.Equal([AddressFamily.InterNetwork], FamiliesOf(four));
        Assert.Equal([AddressFamily.InterNetworkV6], FamiliesOf(six));
        Assert.Empty(FamiliesOf(bare));

        LabInterface first = await lab.AddInterfaceAsync(bare);
        LabInterface second = await lab.AddInterfaceAsync(bare);
        Assert.Equal(["wl0", "wl1"], bare.Interfaces.Select(one => one.Name));
        await lab.ShapeAsync(air => air.ConnectInterfaces(first, six.Radio).ConnectInterfaces(second, four.Radio));
        Assert.Equal((true, true), await HeardByAsync(bare, six, six));
        lab.DisableIPv6(bare);
        await lab.DisableIPv4Async(four);
        Assert.Equal([AddressFamily.InterNetwork], FamiliesOf(bare));
        Assert.Empty(FamiliesOf(four));
    }

    [Fact]
    public async Task Duplicate_address_detection_is_real_when_asked_for()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(1, new LabHostOptions { DuplicateAddressDetection = true });
        Assert.Null(lab.Hosts[0].LinkLocalOf("wl0"));
        await lab.Hosts[0].WaitForAddressesAsync(Soon);
    }

    [Fact]
    public async Task A_killed_host_is_silent_and_its_processes_are_dead()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(2);
        LabHost victim = lab.Hosts[0];
        LabProcess sleeper = lab.Run(victim, "/bin/sh", ["-c", "echo awake; exec sleep 600"]);
        await sleeper.WaitForAsync("that it is awake", line => line.Text == "awake", Soon);
        await lab.KillHostAsync(victim);
        Assert.Equal(128 + 9, await sleeper.WaitForExitAsync(Soon));
        Assert.DoesNotContain(victim.Namespace, NetworkNamespace.Named(lab.Name));
        Assert.Single(lab.Hosts);
    }

    [Fact]
    public async Task Nothing_is_left_behind()
    {
        LabNetwork lab = await LabNetwork.StartAsync(2);
        string name = lab.Name;
        LabProcess stubborn = lab.Run(lab.Hosts[0], "/bin/sh", ["-c", "trap '' TERM INT; echo here; (sleep 600; true) & wait; sleep 600"]);
        await stubborn.WaitForAsync("that it is here", line => line.Text == "here", Soon);
        stubborn.Stop();
        using UdpEar keptOpen = UdpEar.Open(lab.Hosts[1]);
        await lab.DisposeAsync();
        Assert.Empty(NetworkNamespace.Named(name));
        Assert.False(Directory.Exists(Path.Combine(Path.GetTempPath(), name)));
        Assert.False(Directory.Exists($"/proc/{stubborn.Id}"));
    }

    [Fact]
    public async Task What_a_killed_run_left_behind_is_swept_after_a_while()
    {
        await LabRequirements.DemandAsync();
        DateTimeOffset longAgo = DateTimeOffset.UnixEpoch.AddDays(30);
        string name = LabName.Draw(longAgo);
        await LabCommand.RunAsync("ip", ["netns", "add", name + "-1"]);
        Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), name, "h1"));
        await using LabNetwork inUse = await LabNetwork.StartAsync();
        Assert.Empty(NetworkNamespace.Named(name));
        Assert.False(Directory.Exists(Path.Combine(Path.GetTempPath(), name)));
        Assert.NotEmpty(NetworkNamespace.Named(inUse.Name));
    }

    /// <summary>Whether two hosts hear what a third one shouts.</summary>
    private static async Task<(bool First, bool Second)> HeardByAsync(LabHost speaker, LabHost first, LabHost second)
    {
        using UdpEar mouth = UdpEar.Open(speaker);
        using UdpEar one = UdpEar.Open(first);
        using UdpEar? other = second == first ? null : UdpEar.Open(second);
        mouth.Shout("word");

        // Forwarding is synchronous in the kernel, so what has not come by the end of the pause does not come.
        await Task.Delay(Quiet);
        bool heard = one.HeardSoFar().Count == 1;
        return (heard, other is null ? heard : other.HeardSoFar().Count == 1);
    }

    private static OperationalStatus StatusOf(LabHost host) => host.Enter(() => NetworkInterface.GetAllNetworkInterfaces()
        .Single(one => one.Name == host.Radio.Name).OperationalStatus);

    private static AddressFamily[] FamiliesOf(LabHost host) => [.. host.Enter(() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(one => one.Name != "lo")
        .SelectMany(one => one.GetIPProperties().UnicastAddresses)
        .Select(address => address.Address.AddressFamily)
        .Distinct()
        .Order()
        .ToArray())];
}
