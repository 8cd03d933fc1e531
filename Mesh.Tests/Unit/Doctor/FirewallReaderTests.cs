using Mesh.Node.Doctor.Firewalls;

namespace Mesh.Tests.Unit.Doctor;

/// <summary>What rules surely keep out, and what they may not be said to.</summary>
public sealed class FirewallReaderTests
{
    private const string Port5353 = """{"match":{"op":"==","left":{"payload":{"protocol":"udp","field":"dport"}},"right":5353}}""";

    [Theory]
    [InlineData(Port5353, true)]
    [InlineData("""{"match":{"op":"==","left":{"payload":{"protocol":"udp","field":"dport"}},"right":{"set":[53,{"range":[5000,6000]}]}}}""", true)]
    [InlineData("""{"match":{"op":"!=","left":{"payload":{"protocol":"udp","field":"dport"}},"right":53}}""", true)]
    [InlineData("""{"match":{"op":"==","left":{"payload":{"protocol":"udp","field":"dport"}},"right":"@ports"}}""", true)]
    [InlineData("""{"match":{"op":"==","left":{"meta":{"key":"iifname"}},"right":"wl*"}}""", true)]
    [InlineData("""{"match":{"op":"in","left":{"ct":{"key":"state"}},"right":["new"]}}""", true)]
    [InlineData("""{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":5353}}""", false)]
    [InlineData("""{"match":{"op":"==","left":{"meta":{"key":"iif"}},"right":"lo"}}""", false)]
    [InlineData("""{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"saddr"}},"right":"10.0.0.1"}}""", false)]
    [InlineData("""{"limit":{"rate":1,"per":"second"}}""", false)]
    public void A_rule_drops_only_what_it_surely_matches(string match, bool drops) => Assert.Equal(drops, Drops(Nft("accept", match + """,{"drop":null}""")));

    [Fact]
    public void A_policy_drops_what_no_rule_lets_through()
    {
        Assert.True(Drops(Nft("drop", """{"match":{"op":"in","left":{"ct":{"key":"state"}},"right":["established"]}},{"accept":null}""")));
        Assert.False(Drops(Nft("drop", Port5353 + """,{"accept":null}""")));
    }

    [Fact]
    public void A_rule_that_may_let_through_is_believed_to()
    {
        Assert.False(Drops(Nft("drop", """{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"saddr"}},"right":"10.0.0.1"}},{"accept":null}""")));
        Assert.False(Drops(Nft("drop", """{"vmap":{"key":{"ct":{"key":"mark"}},"data":"@marks"}}""")));
    }

    [Fact]
    public void Verdicts_by_state_and_in_other_chains_are_followed()
    {
        Assert.True(Drops(Nft("accept", """{"vmap":{"key":{"ct":{"key":"state"}},"data":{"set":[["established",{"accept":null}],["new",{"drop":null}]]}}}""")));
        Assert.True(Drops(Nft("accept", """{"jump":{"target":"other"}}""")));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public void What_is_no_ruleset_is_none(string text) => Assert.Null(NftReader.Read(text));

    [Theory]
    [InlineData("-P INPUT ACCEPT\n-A INPUT -p udp -m udp --dport 5353 -j DROP", true)]
    [InlineData("-P INPUT DROP\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A INPUT -i lo -j ACCEPT", true)]
    [InlineData("-P INPUT DROP\n-A INPUT -p udp -m udp --dport 5353 -j ACCEPT", false)]
    [InlineData("-P INPUT DROP\n-A INPUT -s 10.0.0.0/8 -j ACCEPT", false)]
    [InlineData("-P INPUT ACCEPT\n-N wall\n-A INPUT -j wall\n-A wall -p udp -m multiport --dports 80,5000:6000 -j REJECT --reject-with icmp-port-unreachable", true)]
    [InlineData("-P INPUT ACCEPT\n-A INPUT -i eth+ -p udp -m udp --dport 5353 -j DROP", false)]
    public void Rules_of_iptables_are_understood(string rules, bool drops)
    {
        FilterRuleset ruleset = new();
        IptablesReader.Read(rules, ipv6: false, ruleset);
        Assert.Equal(drops, Drops(ruleset));
        Assert.Null(ruleset.Dropper(new FilterPacket("udp", 5353, "wl0", IPv6: true)));
    }

    private static bool Drops(FilterRuleset? ruleset) => ruleset!.Dropper(new FilterPacket("udp", 5353, "wl0", IPv6: false)) is not null;

    private static FilterRuleset? Nft(string policy, string statements) => NftReader.Read(
        $$$"""
        {"nftables":[{"metainfo":{"version":"1"}},
        {"set":{"family":"inet","table":"t","name":"ports","elem":[80,5353]}},
        {"chain":{"family":"inet","table":"t","name":"other"}},
        {"chain":{"family":"inet","table":"t","name":"in","hook":"input","policy":"{{{policy}}}"}},
        {"rule":{"family":"inet","table":"t","chain":"other","expr":[{"drop":null}]}},
        {"rule":{"family":"inet","table":"t","chain":"in","expr":[{{{statements}}}]}}]}
        """);
}
