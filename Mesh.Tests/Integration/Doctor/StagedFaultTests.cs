using System.Net;
using System.Net.Sockets;
using Mesh.Tests.Integration.Laboratory;

namespace Mesh.Tests.Integration.Doctor;

/// <summary>Each fault is staged on a host of its own, and "mesh doctor" names it and nothing else.</summary>
[Collection(LabCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class StagedFaultTests
{
    [Fact]
    public async Task Firewall_over_port_5353_is_named()
    {
        await using LabNetwork lab = await PairAsync();
        await LabNetwork.ProtectAsync(lab.Hosts[0], "udp dport 5353 drop");
        DoctorRun run = await DoctorRun.ExamineAsync(lab, lab.Hosts[0]);
        run.Names("mdns-firewalled", "wl0");
        Assert.Contains("inet wall", run.Findings[0].GetProperty("command").GetString(), StringComparison.Ordinal);
    }

    // Rules are root's to read; without them, what comes back on another port tells.
    [Fact]
    public async Task Firewall_over_port_5353_that_hides_its_rule_is_named()
    {
        await using LabNetwork lab = await PairAsync();
        await InsideAsync(lab.Hosts[0], "table inet hidden {\nchain before { type filter hook prerouting priority -300; udp dport 5353 drop; }\n}\n");
        (await DoctorRun.ExamineAsync(lab, lab.Hosts[0])).Names("mdns-firewalled", "wl0");
    }

    [Fact]
    public async Task Firewall_that_lets_no_multicast_DNS_out_is_named()
    {
        await using LabNetwork lab = await PairAsync();
        await InsideAsync(lab.Hosts[0], "table inet t {\nchain out { type filter hook output priority 0; udp dport 5353 drop; }\n}\n");
        DoctorRun run = await DoctorRun.ExamineAsync(lab, lab.Hosts[0]);
        run.Names("mdns-firewalled", "wl0");
        Assert.Equal("sudo nft insert rule inet t out udp dport 5353 accept", run.Findings[0].GetProperty("command").GetString());
    }

    [Theory]
    [InlineData("tcp dport 6374 drop")]
    [InlineData("tcp dport 6000-6400 reject with tcp reset")]
    public async Task Firewall_over_port_6374_is_named(string rule)
    {
        await using LabNetwork lab = await PairAsync();
        await LabNetwork.ProtectAsync(lab.Hosts[0], rule);
        (await DoctorRun.ExamineAsync(lab, lab.Hosts[0])).Names("links-firewalled", "wl0");
    }

    // Frames for all pass the switch, frames for one do not.
    [Fact]
    public async Task Client_isolation_is_named()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(3);
        await lab.ShapeAsync(air => air.ConnectAll(lab.Hosts));
        await LabCommand.RunAsync(
            "ip",
            ["netns", "exec", $"{lab.Name}-sw", LabCommand.Find("nft")!, "-f", "-"],
            "table bridge isolation {\nchain frames { type filter hook forward priority -1; ether daddr & 01:00:00:00:00:00 == 00:00:00:00:00:00 drop; }\n}\n");
        foreach (LabHost host in lab.Hosts.Skip(1))
        {
            await MeshHost.Start(lab, host).WaitForReadyAsync(MeshGroup.Patience);
        }

        DoctorRun run = await DoctorRun.ExamineAsync(lab, lab.Hosts[0]);
        run.Names("client-isolation", "wl0");
        Assert.Contains("h2, h3", run.Findings[0].GetProperty("sentence").GetString(), StringComparison.Ordinal);
    }

    // The firewall of the one that is heard is no isolation: the system finds its link-layer address.
    [Fact]
    public async Task Peer_whose_port_is_silent_is_not_called_isolated()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(2);
        await lab.ShapeAsync(air => air.ConnectAll(lab.Hosts));
        await LabNetwork.ProtectAsync(lab.Hosts[0], "tcp flags syn / syn,ack iifname != \"lo\" drop");
        await LabNetwork.ProtectAsync(lab.Hosts[1], "tcp flags syn / syn,ack drop");
        await MeshHost.Start(lab, lab.Hosts[1]).WaitForReadyAsync(MeshGroup.Patience);
        (await DoctorRun.ExamineAsync(lab, lab.Hosts[0])).Names("port-silent", "wl0");
    }

    // Our own frames are swallowed on their way back, whatever the port; those of others arrive.
    [Fact]
    public async Task Interface_that_returns_no_multicast_is_named()
    {
        await using LabNetwork lab = await PairAsync();
        LabHost host = lab.Hosts[0];
        await InsideAsync(
            host,
            $"table inet driver {{\nchain back {{ type filter hook prerouting priority -300; ip saddr {host.Radio.IPv4} ip daddr 224.0.0.0/4 drop; ip6 saddr {host.LinkLocalOf("wl0")} ip6 daddr ff00::/8 drop; }}\n}}\n");
        (await DoctorRun.ExamineAsync(lab, host)).Names("no-multicast-loop", "wl0");
    }

    [Theory]
    [InlineData("seven green tortoises sing", null)]
    [InlineData("seven green tortoises sing", "eight green tortoises sing")]
    public async Task Wrong_passphrase_is_named(string theirs, string? ours)
    {
        await using LabNetwork lab = await PairAsync(new MeshHostOptions { Environment = Passphrase(theirs) });
        (await DoctorRun.ExamineAsync(lab, lab.Hosts[0], environment: Passphrase(ours))).Names("passphrase-mismatch", "wl0");
    }

    [Fact]
    public async Task Other_network_name_is_named()
    {
        await using LabNetwork lab = await PairAsync(new MeshHostOptions { Arguments = ["--network", "zebra"] });
        (await DoctorRun.ExamineAsync(lab, lab.Hosts[0])).Names("other-network", "wl0");
    }

    [Fact]
    public async Task Switched_off_IPv6_is_named()
    {
        await using LabNetwork lab = await PairAsync();
        lab.DisableIPv6(lab.Hosts[0]);
        (await DoctorRun.ExamineAsync(lab, lab.Hosts[0])).Names("ipv6-off", "wl0");
    }

    [Fact]
    public async Task Interface_that_is_switched_off_is_named()
    {
        await using LabNetwork lab = await PairAsync();
        await LabCommand.RunAsync("ip", ["-n", lab.Hosts[0].Namespace, "link", "set", "wl0", "down"]);
        DoctorRun run = await DoctorRun.ExamineAsync(lab, lab.Hosts[0]);
        run.Names("interface-down", "wl0");
        Assert.Equal("sudo ip link set wl0 up", run.Findings[0].GetProperty("command").GetString());
    }

    [Fact]
    public async Task Interface_without_carrier_is_named()
    {
        await using LabNetwork lab = await PairAsync();
        await lab.SetCarrierAsync(lab.Hosts[0], up: false);
        (await DoctorRun.ExamineAsync(lab, lab.Hosts[0])).Names("interface-down", "wl0");
    }

    [Fact]
    public async Task Two_interfaces_in_one_subnet_are_named()
    {
        await using LabNetwork lab = await PairAsync();
        await lab.AddInterfaceAsync(lab.Hosts[0]);
        (await DoctorRun.ExamineAsync(lab, lab.Hosts[0])).Names("same-subnet", "wl0");
    }

    [Fact]
    public async Task Program_that_holds_port_5353_for_itself_is_named()
    {
        await using LabNetwork lab = await PairAsync();
        using Socket ipv4 = Hold(lab.Hosts[0], ipv6: false);
        using Socket ipv6 = Hold(lab.Hosts[0], ipv6: true);
        DoctorRun run = await DoctorRun.ExamineAsync(lab, lab.Hosts[0]);
        run.Names("mdns-port-held", null);
        Assert.Equal($"sudo kill {Environment.ProcessId}", run.Findings[0].GetProperty("command").GetString());
    }

    [Fact]
    public async Task Radio_that_sleeps_is_named()
    {
        await using LabNetwork lab = await PairAsync();
        string folder = Directory.CreateDirectory(Path.Combine(lab.Hosts[0].Home, "bin")).FullName;
        string program = Path.Combine(folder, "iw");
        await File.WriteAllTextAsync(
            program,
            "#!/bin/sh\n[ \"$*\" = dev ] && printf 'phy#0\\n\\tInterface wl0\\n\\t\\ttype managed\\n' && exit 0\n[ \"$*\" = 'dev wl0 get power_save' ] && echo 'Power save: on'\n",
            TestContext.Current.CancellationToken);
        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Dictionary<string, string?> path = new() { ["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}" };
        (await DoctorRun.ExamineAsync(lab, lab.Hosts[0], environment: path)).Names("power-save", "wl0");
    }

    [Fact]
    public async Task Full_disk_is_named()
    {
        await using LabNetwork lab = await PairAsync();
        string folder = Directory.CreateDirectory(Path.Combine(lab.Hosts[0].Home, "full")).FullName;
        await LabCommand.RunAsync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]);
        try
        {
            (await DoctorRun.ExamineAsync(lab, lab.Hosts[0], ["--data", folder])).Names("disk-full", folder);
        }
        finally
        {
            await LabCommand.RunAsync("umount", ["-l", folder]);
        }
    }

    /// <summary>Two hosts that hear each other; the second runs the command.</summary>
    private static async Task<LabNetwork> PairAsync(MeshHostOptions? second = null)
    {
        LabNetwork lab = await LabNetwork.StartAsync(2);
        await lab.ShapeAsync(air => air.ConnectAll(lab.Hosts));
        await lab.Hosts[0].WaitForAddressesAsync(MeshGroup.Patience);
        await MeshHost.Start(lab, lab.Hosts[1], second).WaitForReadyAsync(MeshGroup.Patience);
        return lab;
    }

    private static Dictionary<string, string?> Passphrase(string? text) => new() { ["MESH_PASSPHRASE"] = text };

    private static Task InsideAsync(LabHost host, string script) =>
        LabCommand.RunAsync("ip", ["netns", "exec", host.Namespace, LabCommand.Find("nft")!, "-f", "-"], script);

    private static Socket Hold(LabHost host, bool ipv6) => host.Enter(() =>
    {
        Socket socket = new(ipv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        if (ipv6)
        {
            socket.DualMode = false;
        }

        socket.Bind(new IPEndPoint(ipv6 ? IPAddress.IPv6Any : IPAddress.Any, 5353));
        return socket;
    });
}
