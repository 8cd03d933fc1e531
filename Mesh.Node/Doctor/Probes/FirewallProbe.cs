using Mesh.Node.Doctor.Firewalls;

namespace Mesh.Node.Doctor.Probes;

/// <summary>Looks at this machine's packet filter. Rules are seen by root only; which tool manages them is seen by everybody.</summary>
internal static class FirewallProbe
{
    private const int MdnsPort = 5353;

    public static async Task<FirewallFacts> LookAsync(IMachine machine, NodeFacts node, CancellationToken cancellationToken) => machine.System switch
    {
        "linux" => await LinuxAsync(machine, node, cancellationToken),
        "windows" => await WindowsAsync(machine, cancellationToken),
        "macos" => await MacAsync(machine, cancellationToken),
        _ => new FirewallFacts(),
    };

    private static async Task<FirewallFacts> LinuxAsync(IMachine machine, NodeFacts node, CancellationToken cancellationToken)
    {
        string? tool = (machine.Read("/etc/ufw/ufw.conf") ?? string.Empty).Split('\n').Any(line => line.Trim() == "ENABLED=yes") ? "ufw"
            : machine.List("/run/firewalld").Count > 0 || machine.Read("/run/firewalld.pid") is not null ? "firewalld"
            : null;
        if (!machine.IsPrivileged)
        {
            return new FirewallFacts { Tool = tool };
        }

        FilterRuleset? nft = await machine.RunAsync("nft", ["-j", "list", "ruleset"], cancellationToken) is { } json ? NftReader.Read(json) : null;
        FilterRuleset? tables = await IptablesAsync(machine, cancellationToken);
        FirewallFacts facts = new() { Tool = tool ?? (nft is not null ? "nftables" : tables is not null ? "iptables" : null), Readable = nft is not null || tables is not null };
        return facts with { Blocked = [.. Blocked(facts.Tool, [.. new[] { nft, tables }.OfType<FilterRuleset>()], node)] };
    }

    private static async Task<FilterRuleset?> IptablesAsync(IMachine machine, CancellationToken cancellationToken)
    {
        string? ipv4 = await machine.RunAsync("iptables", ["-S"], cancellationToken);
        string? ipv6 = await machine.RunAsync("ip6tables", ["-S"], cancellationToken);
        if (ipv4 is null && ipv6 is null)
        {
            return null;
        }

        FilterRuleset ruleset = new();
        IptablesReader.Read(ipv4 ?? string.Empty, ipv6: false, ruleset);
        IptablesReader.Read(ipv6 ?? string.Empty, ipv6: true, ruleset);
        return ruleset;
    }

    // One family that is open is enough: a node announces itself and links over either.
    private static IEnumerable<BlockedFacts> Blocked(string? tool, FilterRuleset[] rulesets, NodeFacts node)
    {
        foreach (InterfaceFacts one in node.Outward)
        {
            foreach ((string protocol, int port, FilterHook hook) in new[] { ("udp", MdnsPort, FilterHook.Input), ("udp", MdnsPort, FilterHook.Output), ("tcp", node.Port ?? LinkOptions.PreferredPort, FilterHook.Input) })
            {
                FilterChain?[] droppers = [.. one.Families.Select(family =>
                    rulesets.Select(ruleset => ruleset.Dropper(new FilterPacket(protocol, port, one.Name, family.IPv6) { Hook = hook })).FirstOrDefault(dropper => dropper is not null))];
                if (droppers is [{ } first, ..] && droppers.All(dropper => dropper is not null))
                {
                    bool leaves = hook == FilterHook.Output;
                    yield return new BlockedFacts(protocol, port, one.Name, $"{first.Table}, chain {first.Name}", FirewallCommands.Allow(tool, protocol, port, first, leaves)) { Leaves = leaves };
                }
            }
        }
    }

    private static async Task<FirewallFacts> WindowsAsync(IMachine machine, CancellationToken cancellationToken)
    {
        string? answer = await machine.RunAsync(
            "powershell", ["-NoProfile", "-Command", "(Get-NetConnectionProfile).NetworkCategory -join ','"], cancellationToken);
        string? profile = answer is null ? null : answer.Contains("Public", StringComparison.OrdinalIgnoreCase) ? "public" : "private";
        return new FirewallFacts { Tool = "windows", Profile = profile };
    }

    private static async Task<FirewallFacts> MacAsync(IMachine machine, CancellationToken cancellationToken)
    {
        string? answer = await machine.RunAsync("/usr/libexec/ApplicationFirewall/socketfilterfw", ["--getglobalstate"], cancellationToken);
        bool isOn = answer?.Contains("enabled", StringComparison.OrdinalIgnoreCase) ?? false;
        return new FirewallFacts { Tool = isOn ? "macos" : null };
    }
}
