using Mesh.Node.Doctor;
using Mesh.Node.Doctor.Probes;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Doctor;

/// <summary>What probes read of a staged machine.</summary>
public sealed class ProbeTests
{
    private static readonly InterfaceFacts Wlan = new()
    {
        Name = "wlan0", Index = 3, Up = true, Used = true, Addresses = ["169.254.7.1/16"], Families = [new FamilyFacts(false, false, null, true, [])],
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_interface_is_read_from_the_files_of_the_system()
    {
        StagedMachine machine = new() { Echo = false };
        machine.Files["/sys/class/net/wlan0/flags"] = "0x1003\n";
        machine.Files["/sys/class/net/wlan0/phy80211/name"] = "phy0";
        machine.Files["/proc/sys/net/ipv6/conf/wlan0/disable_ipv6"] = "1\n";
        machine.Programs["iw dev"] = "phy#0\n\tInterface wlan0\n\t\tifindex 3\n";
        machine.Programs["iw dev wlan0 get power_save"] = "Power save: on\n";
        DeviceFacts device = Assert.Single(await DeviceProbe.LookAsync(machine, [Wlan], Cancelled));
        Assert.Equal(("wlan0", true, true, false, true, true, true), (device.Name, device.On, device.Multicast, device.Tunnel, device.Wireless, device.IPv6Off, device.PowerSave));
        Assert.Equal([new EchoFacts(IPv6: false, OnMdnsPort: false, OnFreePort: true)], device.Echoes);
    }

    [Fact]
    public async Task A_tunnel_is_known_by_its_driver_its_flags_or_its_name()
    {
        StagedMachine machine = new();
        machine.Files["/sys/class/net/home/uevent"] = "DEVTYPE=wireguard\n";
        machine.Files["/sys/class/net/office/flags"] = "0x10d1";
        IReadOnlyList<DeviceFacts> devices = await DeviceProbe.LookAsync(machine, [.. new[] { "home", "office", "tailscale0", "eth0" }.Select(name => new InterfaceFacts { Name = name, Index = 1 })], Cancelled);
        Assert.Equal([true, true, true, false], devices.Select(device => device.Tunnel));
    }

    [Fact]
    public void Who_holds_the_port_is_found_by_the_number_of_its_socket()
    {
        StagedMachine machine = new();
        const string Head = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n";
        machine.Files["/proc/self/net/udp"] = Head + "  1: 00000000:14E9 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4711 2 0 0\n  2: 00000000:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4712 2 0 0\n";
        machine.Files["/proc/self/net/udp6"] = Head + "  1: 00000000000000000000000000000000:14E9 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4713 2 0 0\n";
        machine.Files["/proc/12/comm"] = "stale-resolver\n";
        machine.Links["/proc/12/fd/3"] = "/dev/null";
        machine.Links["/proc/12/fd/4"] = "socket:[4711]";
        Assert.Equal([new HolderFacts(false, 12, "stale-resolver"), new HolderFacts(true, null, null)], HolderProbe.Look(machine));
    }

    [Fact]
    public async Task The_neighbour_table_is_read_for_those_addresses_that_were_dialled()
    {
        StagedMachine machine = new();
        machine.Programs["ip -s neigh show"] = "169.254.10.2 dev wl0  used 4/9/1 probes 6 FAILED\nfe80::7 dev wl0 lladdr 02:00:00:00:00:01 ref 1 used 3/61/3 probes 0 STALE\n169.254.10.9 dev wl0 lladdr 02:00:00:00:00:02 used 0/0/0 probes 1 REACHABLE\n";
        IReadOnlyList<NeighbourFacts> found = await NeighbourProbe.LookAsync(machine, ["169.254.10.2:6374", "[fe80::7%3]:6374", "somewhere:1"], Cancelled);
        Assert.Equal([new NeighbourFacts("169.254.10.2", "wl0", "failed", 9), new NeighbourFacts("fe80::7", "wl0", "stale", 61)], found);
    }

    [Fact]
    public async Task An_examination_looks_at_a_node_and_its_machine()
    {
        await using FakeChatNode node = new()
        {
            Diagnosis = new MeshDiagnosis
            {
                At = DateTimeOffset.UnixEpoch,
                Running = TimeSpan.FromMinutes(1),
                Network = "mesh",
                IsClosed = true,
                IsMdnsOn = true,
                DataFolder = "/data",
                Interfaces = [new InterfaceDiagnosis("wl0", 2, false, true, true, false, [(System.Net.IPAddress.Parse("fe80::1%2"), 64)], null, [new FamilyDiagnosis(true, false, null, true, [new HeardResponder(System.Net.IPAddress.Parse("fe80::1%2"), TimeSpan.Zero, null, null), new HeardResponder(System.Net.IPAddress.Parse("fe80::2%2"), TimeSpan.Zero, null, null)])])],
            },
        };
        StagedMachine machine = new() { Room = (5, 100), Connects = OwnPortWords.TimedOut };
        Examination examination = await new Examiner(machine, TimeProvider.System).ExamineAsync(node, isRunning: true, Cancelled);
        Assert.Equal([FindingCode.DiskFull, FindingCode.LinksFirewalled], examination.Findings.Select(finding => finding.Code));
        Assert.Equal("fe80::2%2", Assert.Single(examination.Facts.Node.Interfaces[0].Families[0].Heard).Address);
        Assert.Equal("[fe80::1%2]:6374", Assert.Single(examination.Facts.Machine.OwnPort).Address);
    }
}
