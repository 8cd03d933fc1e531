namespace Mesh.Node.Doctor;

/// <summary>This machine's packet filter, as far as it is visible.</summary>
internal sealed record FirewallFacts
{
    /// <summary>What manages it: "ufw", "firewalld", "nftables", "iptables", "windows", "macos", or null when none is known.</summary>
    public string? Tool { get; init; }

    /// <summary>Whether its rules could be read.</summary>
    public bool Readable { get; init; }

    /// <summary>The profile of the present networks, where the system has such: "public" or "private".</summary>
    public string? Profile { get; init; }

    /// <summary>What its rules surely keep out.</summary>
    public IReadOnlyList<BlockedFacts> Blocked { get; init; } = [];

    /// <summary>A rule in the way, or null.</summary>
    /// <param name="protocol">"udp" or "tcp".</param>
    /// <param name="on">The interface, or null for any.</param>
    /// <param name="leaves">Whether it keeps in what would leave; otherwise it keeps out what comes.</param>
    public BlockedFacts? Block(string protocol, string? on, bool leaves = false) =>
        Blocked.FirstOrDefault(block => block.Protocol == protocol && block.Leaves == leaves && (block.Interface is null || on is null || block.Interface == on));
}

/// <summary>Something that a rule keeps out.</summary>
/// <param name="Protocol">"udp" for multicast DNS, "tcp" for links.</param>
/// <param name="Port">The port.</param>
/// <param name="Interface">The interface on which, or null for any.</param>
/// <param name="Place">Where the rule stands, for people.</param>
/// <param name="Command">The command that lets it through.</param>
internal sealed record BlockedFacts(string Protocol, int Port, string? Interface, string Place, string Command)
{
    /// <summary>Whether it would leave; otherwise it would come in.</summary>
    public bool Leaves { get; init; }
}
