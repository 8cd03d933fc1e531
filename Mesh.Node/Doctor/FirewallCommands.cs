using Mesh.Node.Doctor.Firewalls;
using Mesh.Node.Processes;

namespace Mesh.Node.Doctor;

/// <summary>The command that opens a port, in the words of whatever manages the packet filter.</summary>
internal static class FirewallCommands
{
    /// <summary>The command.</summary>
    /// <param name="tool">What manages the filter, or null when unknown.</param>
    /// <param name="protocol">"udp" or "tcp".</param>
    /// <param name="port">The port.</param>
    /// <param name="at">The chain in the way, or null when unknown.</param>
    /// <param name="leaves">Whether it is to let out; otherwise in.</param>
    public static string Allow(string? tool, string protocol, int port, FilterChain? at, bool leaves = false) => tool switch
    {
        "ufw" => $"sudo ufw allow {(leaves ? "out " : string.Empty)}{port}/{protocol}",
        "firewalld" when !leaves => $"sudo firewall-cmd --add-port={port}/{protocol}",
        "windows" => $"New-NetFirewallRule -DisplayName Mesh -Direction {(leaves ? "Outbound" : "Inbound")} -Protocol {protocol.ToUpperInvariant()} {(leaves ? "-RemotePort" : "-LocalPort")} {port} -Action Allow -Profile Any",
        "macos" => "sudo /usr/libexec/ApplicationFirewall/socketfilterfw --unblockapp $(command -v mesh)",
        _ when at is null => "sudo nft list ruleset",
        _ when at.Table.StartsWith("ip6tables", StringComparison.Ordinal) => $"sudo ip6tables -I {ShellWord.Of(at.Name)} -p {protocol} --dport {port} -j ACCEPT",
        _ when at.Table.StartsWith("iptables", StringComparison.Ordinal) => $"sudo iptables -I {ShellWord.Of(at.Name)} -p {protocol} --dport {port} -j ACCEPT",
        _ => $"sudo nft insert rule {Words(at.Table)} {ShellWord.Of(at.Name)} {protocol} dport {port} accept",
    };

    // The family is a word of nft's, the name one of whoever made the table.
    private static string Words(string table) => table.Split(' ', 2) is [{ } family, { } name] ? $"{family} {ShellWord.Of(name)}" : ShellWord.Of(table);
}
