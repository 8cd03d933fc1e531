using Mesh.Node.Doctor;
using Mesh.Node.Doctor.Checks;
using Mesh.Node.Doctor.Firewalls;

namespace Mesh.Tests.Unit.Doctor;

/// <summary>Whatever stands in a command stays one word there, since people paste it.</summary>
public sealed class TypedCommandTests
{
    private const string Odd = "it's $(x)";
    private const string Quoted = @"'it'\''s $(x)'";
    private const string Within = @"'net.ipv6.conf.it'\''s $(x).disable_ipv6=0'";

    [Fact]
    public void The_network_is_quoted()
    {
        NodeFacts node = new() { Network = Odd, Mdns = true, Refusals = [new RefusalFacts("p", "ben", "wlan0", "passphrase-mismatch", "no")] };
        Assert.Equal($"mesh --network {Quoted} --passphrase", Assert.Single(new RefusalCheck().Look(new Facts(node, new MachineFacts()))).Command);
    }

    [Fact]
    public void The_data_folder_is_quoted()
    {
        MachineFacts machine = new() { System = "linux", Disk = new DiskFacts(Odd, 0, 100) };
        Assert.Equal($"df -h {Quoted}", Assert.Single(new DiskCheck().Look(new Facts(new NodeFacts(), machine))).Command);
    }

    [Fact]
    public void Chains_of_the_firewall_are_quoted()
    {
        FilterRuleset rules = NftReader.Read(
            """
            {"nftables":[{"chain":{"family":"inet","table":"it's $(x)","name":"it's $(x)","hook":"input","policy":"accept"}},
            {"rule":{"family":"inet","table":"it's $(x)","chain":"it's $(x)","expr":[{"drop":null}]}}]}
            """)!;
        FilterChain chain = rules.Dropper(new FilterPacket("udp", 5353, "wl0", IPv6: false))!;
        Assert.Equal($"sudo nft insert rule inet {Quoted} {Quoted} udp dport 5353 accept", FirewallCommands.Allow("nftables", "udp", 5353, chain));
    }

    [Fact]
    public void Interfaces_are_quoted()
    {
        InterfaceFacts one = new() { Name = Odd, Index = 3, Up = true, Used = true, Families = [new FamilyFacts(false, false, null, false, [])] };
        DeviceFacts device = new(Odd, On: true, Multicast: false, Tunnel: false, Wireless: true, IPv6Off: true, PowerSave: true);
        Finding[] findings =
        [
            .. AllChecks.Look(Of(one, device)),
            .. AllChecks.Look(Of(one, device with { Multicast = true })),
            .. AllChecks.Look(Of(one with { Used = false }, device)),
            .. AllChecks.Look(Of(one with { Used = false, Up = false }, device with { On = false })),
        ];
        Assert.InRange(findings.Length, 6, 20);
        Assert.All(findings, finding => Assert.DoesNotContain("$(x)", finding.Command.Replace(Quoted, string.Empty, StringComparison.Ordinal).Replace(Within, string.Empty, StringComparison.Ordinal), StringComparison.Ordinal));
    }

    private static Facts Of(InterfaceFacts one, DeviceFacts device) =>
        new(new NodeFacts { Network = "mesh", Mdns = true, Interfaces = [one] }, new MachineFacts { System = "linux", Devices = [device] });
}
