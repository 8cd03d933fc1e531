using Mesh.Node.Doctor;
using Mesh.Node.Doctor.Checks;

namespace Mesh.Tests.Unit.Doctor;

/// <summary>What findings the facts give, and which they must not give.</summary>
public sealed class CheckTests
{
    private static readonly FamilyFacts Works = new(IPv6: false, PortHeld: false, Fault: null, Returned: true, Heard: []);
    private static readonly InterfaceFacts Wlan = new()
    {
        Name = "wlan0", Index = 3, Up = true, Used = true, Addresses = ["169.254.7.1/16", "fe80::1%3/64"], Families = [Works, Works with { IPv6 = true }],
    };

    private static readonly DeviceFacts Device = new("wlan0", On: true, Multicast: true, Tunnel: false, Wireless: true, IPv6Off: false, PowerSave: false);
    private static readonly Facts Healthy = new(
        new NodeFacts { Network = "mesh", Mdns = true, Listen = ["0.0.0.0:6374"], Interfaces = [Wlan] },
        new MachineFacts { System = "linux", Devices = [Device], OwnPort = [new OwnPortFacts("wlan0", "169.254.7.1:6374", OwnPortWords.Connected)] });

    [Fact]
    public void A_healthy_machine_has_no_findings() => Assert.Empty(AllChecks.Look(Healthy));

    // A laptop at home: cable out, a VPN up, containers, both ways into one router's network, one family that is silent for reasons unknown.
    [Fact]
    public void What_is_usual_raises_no_alarm()
    {
        InterfaceFacts[] usual =
        [
            Wlan with { Gateway = true, Addresses = ["192.168.1.7/24", "fe80::1%3/64"], Families = [Works with { Returned = false }, Works with { IPv6 = true }] },
            Wlan with { Name = "eth1", Index = 5, Gateway = true, Addresses = ["192.168.1.8/24", "fe80::2%5/64"] },
            new() { Name = "eth0", Index = 2, Fault = "eth0 is down or has no carrier." },
            Wlan with { Name = "wg0", Index = 4, Addresses = ["10.8.0.2/24"], Families = [Works] },
            new() { Name = "docker0", Index = 6, Up = true },
        ];
        DeviceFacts[] devices = [Device with { Echoes = [new EchoFacts(false, false, false), new EchoFacts(true, true, true)] }, Device with { Name = "wg0", Tunnel = true }];
        Facts facts = new(
            Healthy.Node with { Interfaces = usual, Strangers = [new StrangerFacts(null, "somebody", "wlan0", true)], Links = [new LinkFacts("p", "ben", "a", "wlan0", 1)], Clocks = [new ClockFacts("p", "ben", -31)] },
            Healthy.Machine with { Devices = devices, MulticastRoute = "wg0", Firewall = new FirewallFacts { Tool = "ufw" } });
        Assert.Empty(AllChecks.Look(facts));
    }

    [Theory]
    [InlineData(true, false, false, FindingCode.NoMulticastLoop)]
    [InlineData(true, true, false, FindingCode.MdnsFirewalled)]
    [InlineData(true, false, true, FindingCode.MdnsFirewalled)]
    [InlineData(false, true, false, FindingCode.NoMulticastLoop)]
    public void Multicast_that_stays_away_is_told_from_a_firewall_by_another_port(bool multicast, bool elsewhere, bool rule, string code)
    {
        InterfaceFacts silent = Wlan with { Families = [Works with { Returned = false }] };
        FirewallFacts firewall = new() { Blocked = rule ? [new BlockedFacts("udp", 5353, "wlan0", "inet filter, chain input", "sudo nft insert")] : [] };
        Facts facts = new(Healthy.Node with { Interfaces = [silent] }, Healthy.Machine with { Devices = [Device with { Multicast = multicast, Echoes = [new EchoFacts(false, false, elsewhere)] }], Firewall = firewall });
        Finding finding = Assert.Single(AllChecks.Look(facts));
        Assert.Equal((code, "wlan0", FindingSeverity.Problem), (finding.Code, finding.Subject, finding.Severity));
    }

    // A rule behind the routes lets nothing out: the fresh multicast cannot even be sent, while another port is free.
    [Theory]
    [InlineData("A firewall on this machine forbids to send on wlan0; allow UDP port 5353.", true)]
    [InlineData(null, null)]
    public void Multicast_that_cannot_leave_on_its_own_port_alone_is_held_back_by_a_firewall(string? fault, bool? returned)
    {
        FamilyFacts ipv4 = Works with { Fault = fault, Returned = returned };
        InterfaceFacts silent = Wlan with { Families = [ipv4, ipv4 with { IPv6 = true }] };
        DeviceFacts device = Device with { Echoes = [new EchoFacts(false, null, true), new EchoFacts(true, null, true)] };
        Finding finding = Assert.Single(AllChecks.Look(new Facts(Healthy.Node with { Interfaces = [silent] }, Healthy.Machine with { Devices = [device] })));
        Assert.Equal((FindingCode.MdnsFirewalled, "wlan0", FindingSeverity.Problem), (finding.Code, finding.Subject, finding.Severity));
    }

    [Fact]
    public void A_fresh_look_counts_more_than_what_the_node_saw_last()
    {
        NodeFacts node = Healthy.Node with { Interfaces = [Wlan with { Families = [Works with { Returned = false }] }] };
        Assert.Empty(AllChecks.Look(new Facts(node, Healthy.Machine with { Devices = [Device with { Echoes = [new EchoFacts(false, true, true)] }] })));
    }

    [Fact]
    public void A_tunnel_that_takes_multicast_is_named_where_none_comes_back()
    {
        InterfaceFacts silent = Wlan with { Families = [Works with { Returned = false }] };
        Facts facts = new(
            Healthy.Node with { Interfaces = [silent] },
            Healthy.Machine with { Devices = [Device with { Echoes = [new EchoFacts(false, false, false)] }, Device with { Name = "wg0", Tunnel = true }], MulticastRoute = "wg0" });
        Assert.Equal(FindingCode.VpnCaptures, Assert.Single(AllChecks.Look(facts)).Code);
    }

    [Theory]
    [InlineData("timed-out", "failed", 2, FindingCode.ClientIsolation, false)]
    [InlineData("unreachable", "incomplete", 2, FindingCode.ClientIsolation, false)]
    [InlineData("timed-out", "probe", 2, FindingCode.ClientIsolation, false)]
    [InlineData("timed-out", "reachable", 2, FindingCode.PortSilent, false)]
    [InlineData("timed-out", "reachable", 30, FindingCode.PortSilent, true)]
    [InlineData("unreachable", "reachable", 2, FindingCode.PortSilent, false)]
    [InlineData("timed-out", "stale", 60, FindingCode.PortSilent, true)]
    [InlineData("refused", "reachable", 2, FindingCode.PortRefused, false)]
    [InlineData("forbidden", "none", 2, FindingCode.LocalNetworkForbidden, false)]
    [InlineData("no-link", "reachable", 2, FindingCode.LinkRefused, false)]
    public void Who_is_heard_and_not_reached_is_told_apart_by_the_neighbour_table(string outcome, string state, int confirmed, string code, bool isUndecided)
    {
        Facts facts = Unreached(outcome, state, isHeard: true, confirmed);
        Assert.Equal(code, Assert.Single(AllChecks.Look(facts)).Code);
        Assert.Equal(isUndecided, UnreachedCheck.IsUndecided(facts));
    }

    // Prevents that somebody near has a command typed: whoever is troubled pastes what the doctor prints, often as root.
    [Fact]
    public void No_command_holds_what_others_call_themselves()
    {
        const string Hostile = "pc $(touch /tmp/x)";
        NodeFacts node = Healthy.Node with
        {
            Interfaces = [Wlan with { Families = [Works with { Heard = [new HeardFacts("169.254.7.9", 1, Hostile, null)] }, Works with { IPv6 = true }] }],
            Refusals = [.. ((string[])["passphrase-mismatch", "network-mismatch", "revision-mismatch", "full"]).Select(code => new RefusalFacts(Hostile, Hostile, "wlan0", code, Hostile))],
            Strangers = [new StrangerFacts(Hostile, Hostile, "wlan0", true), new StrangerFacts(Hostile, Hostile, "wlan0", false)],
            Dials = [.. ((string[])["refused", "timed-out", "unreachable", "forbidden", "no-link"]).Select(outcome => new DialFacts(outcome, Hostile, "wlan0", false, ["169.254.7.9:6374"], outcome, Hostile))],
            Clocks = [new ClockFacts(Hostile, Hostile, 7_200)],
        };
        Finding[] findings = [.. AllChecks.Look(Healthy with { Node = node })];
        Assert.InRange(findings.Length, 9, 20);
        Assert.DoesNotContain(findings, finding => finding.Command.Contains("touch", StringComparison.Ordinal));
    }

    [Fact]
    public void A_given_peer_that_nobody_heard_is_not_called_isolated() =>
        Assert.Equal(FindingCode.PortSilent, Assert.Single(AllChecks.Look(Unreached("timed-out", "failed", isHeard: false))).Code);

    [Fact]
    public void A_peer_that_is_neither_given_nor_heard_now_is_no_finding()
    {
        DialFacts[] dials = [.. ((string[])["refused", "timed-out", "no-link"]).Select(outcome => new DialFacts(outcome, "mesh doctor", "wlan0", false, ["169.254.7.9:6374"], outcome, "no"))];
        Assert.Empty(AllChecks.Look(Healthy with { Node = Healthy.Node with { Dials = dials } }));
    }

    [Fact]
    public void A_given_peer_is_named_as_given_unless_another_of_its_addresses_is_linked()
    {
        NodeFacts node = Healthy.Node with
        {
            GivenPeers = [new GivenFacts("laptop:6374", ["10.0.0.7:6374", "10.0.0.8:6374"], null), new GivenFacts("nosuch.host:6374", [], "Name or service not known")],
            Dials = [new DialFacts(null, "10.0.0.8:6374", null, true, ["10.0.0.8:6374"], "timed-out", "no")],
        };
        Finding[] findings = [.. AllChecks.Look(Healthy with { Node = node })];
        Assert.Equal([FindingCode.PortSilent, FindingCode.PeerUnresolved], findings.Select(finding => finding.Code));
        Assert.Contains("The given peer laptop:6374 does not answer at 10.0.0.8:6374", findings[0].Sentence, StringComparison.Ordinal);
        Assert.Equal(("nosuch.host:6374", "The given peer nosuch.host:6374 leads to no address: Name or service not known.", "getent hosts nosuch.host"), (findings[1].Subject, findings[1].Sentence, findings[1].Command));

        NodeFacts linked = node with { Links = [new LinkFacts("p", "ben", "10.0.0.7:6374", null, 1)] };
        Assert.Equal(FindingCode.PeerUnresolved, Assert.Single(AllChecks.Look(Healthy with { Node = linked })).Code);
    }

    [Fact]
    public void Strangers_are_told_only_to_who_is_alone()
    {
        NodeFacts node = Healthy.Node with { Strangers = [new StrangerFacts(null, "ben", "wlan0", true), new StrangerFacts(null, "old", "wlan0", false)] };
        Assert.Equal([FindingCode.OtherNetwork, FindingCode.OtherRevision], AllChecks.Look(Healthy with { Node = node }).Select(finding => finding.Code));
        Assert.Empty(AllChecks.Look(Healthy with { Node = node with { Links = [new LinkFacts("p", "chiara", "a", null, null)] } }));
    }

    [Theory]
    [InlineData(new[] { 180.0, 200.0 }, null)]
    [InlineData(new[] { 0.1, 200.0 }, "n1")]
    [InlineData(new[] { -400.0 }, "n0")]
    public void Whose_clock_is_off_is_told_by_how_many_differ(double[] leads, string? subject)
    {
        NodeFacts node = Healthy.Node with { Clocks = [.. leads.Select((lead, at) => new ClockFacts($"p{at}", $"n{at}", lead))] };
        Finding finding = Assert.Single(AllChecks.Look(Healthy with { Node = node }));
        Assert.Equal((FindingCode.ClockOff, subject), (finding.Code, finding.Subject));
    }

    [Fact]
    public void Without_an_interface_in_use_the_own_ones_are_told_and_foreign_ones_are_not()
    {
        InterfaceFacts[] down = [new() { Name = "wlan0", Index = 3 }, new() { Name = "eth0", Index = 2 }, new() { Name = "docker0", Index = 4 }, new() { Name = "tun0", Index = 5 }];
        Facts facts = new(Healthy.Node with { Interfaces = down }, Healthy.Machine with { Devices = [Device with { On = false }, Device with { Name = "tun0", Tunnel = true }] });
        Assert.Equal([("wlan0", FindingCode.InterfaceDown), ("eth0", FindingCode.InterfaceDown)], AllChecks.Look(facts).Select(finding => (finding.Subject!, finding.Code)));
        Assert.Equal(FindingCode.NoInterface, Assert.Single(AllChecks.Look(new Facts(Healthy.Node with { Interfaces = [] }, Healthy.Machine))).Code);
        Assert.Equal(FindingCode.DiscoveryOff, Assert.Single(AllChecks.Look(new Facts(Healthy.Node with { Interfaces = [], Mdns = false }, Healthy.Machine))).Code);
    }

    [Fact]
    public void An_interface_that_was_asked_for_and_is_not_there_is_the_only_finding()
    {
        InterfaceFacts[] interfaces = [new() { Name = "nope", Fault = "There is no interface 'nope'." }, Wlan with { Used = false }];
        Facts facts = Healthy with { Node = Healthy.Node with { AskedInterfaces = ["nope"], Interfaces = interfaces } };
        Assert.Equal(FindingCode.NoSuchInterface, Assert.Single(AllChecks.Look(facts)).Code);
    }

    [Fact]
    public void What_peers_are_called_cannot_steer_a_terminal()
    {
        Facts facts = Healthy with { Node = Healthy.Node with { Strangers = [new StrangerFacts(null, "\u001b[2Jben\u202e", "wlan0", true)] } };
        Examination examination = new(DateTimeOffset.UnixEpoch, TimeSpan.Zero, AllChecks.Look(facts), facts);
        string[] lines = [.. ExaminationText.Findings(examination), .. ExaminationText.Facts(facts), ExaminationJson.Of(examination).ToString()];
        Assert.All(lines, line => Assert.DoesNotContain(line, letter => char.IsControl(letter) || letter == '\u202e'));
        Assert.Equal("mesh", ExaminationJson.NodeOf(System.Text.Json.JsonDocument.Parse(lines[^1]).RootElement)!.Network);
    }

    private static Facts Unreached(string outcome, string state, bool isHeard, int confirmed = 2)
    {
        FamilyFacts family = Works with { Heard = isHeard ? [new HeardFacts("fe80::7%3", 1, "ben", "peer")] : [] };
        NodeFacts node = Healthy.Node with
        {
            Interfaces = [Wlan with { Families = [Works, family with { IPv6 = true }] }],
            Dials = [new DialFacts("peer", "ben", "wlan0", !isHeard, ["[fe80::7%3]:6374"], outcome, "it said no")],
        };
        return new Facts(node, Healthy.Machine with { Neighbours = [new NeighbourFacts("fe80::7", "wlan0", state, confirmed)] });
    }
}
