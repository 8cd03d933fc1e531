using Mesh.Node.Doctor.Firewalls;

namespace Mesh.Node.Doctor;

/// <summary>The command that opens a port, in the words of whatever manages the packet filter.</summary>
internal static class FirewallCommands
{
    /// <summary>The command.</summary>
    /// <param name="tool">What manages the filter, or null when unknown.</param>
    /// <param name="protocol">"udp" or "tcp".</param>
    /// <param name="port">The port.</param>
    /// <param name="at">The chain in the way, or null when unknown.</param>
    public static string Allow(string? tool, string protocol, int port, FilterChain? at) => tool switch
    {
        "ufw" => $"sudo ufw allow {port}/{protocol}",
        "firewalld" => $"sudo firewall-cmd --add-port={port}/{protocol}",
        "windows" => $"New-NetFirewallRule -DisplayName Mesh -Direction Inbound -Protocol {protocol.ToUpperInvariant()} -LocalPort {port} -Action Allow -Profile Any",
        "macos" => "sudo /usr/libexec/ApplicationFirewall/socketfilterfw --unblockapp $(command -v mesh)",
        _ when at is null => "sudo nft list ruleset",
        _ when at.Table.StartsWith("ip6tables", StringComparison.Ordinal) => $"sudo ip6tables -I {at.Name} -p {protocol} --dport {port} -j ACCEPT",
        _ when at.Table.StartsWith("iptables", StringComparison.Ordinal) => $"sudo iptables -I {at.Name} -p {protocol} --dport {port} -j ACCEPT",
        _ => $"sudo nft insert rule {at.Table} {at.Name} {protocol} dport {port} accept",
    };
}
