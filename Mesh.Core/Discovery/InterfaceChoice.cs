namespace Mesh.Discovery;

/// <summary>Decides which interfaces discovery uses, and says why not. Immutable.</summary>
internal sealed class InterfaceChoice
{
    // Interfaces of containers, virtual machines and Apple's own peer-to-peer radio: no person's neighbour is behind them.
    private static readonly IReadOnlyList<string> IgnoredPrefixes = ["docker", "veth", "br-", "virbr", "awdl", "llw"];

    private readonly IReadOnlyList<string> _only;

    /// <summary>Uses only the interfaces named, or, when none is, all but the ignored ones.</summary>
    public InterfaceChoice(IReadOnlyList<string> only) => _only = only;

    /// <summary>The names asked for that no interface has.</summary>
    public IEnumerable<string> Missing(IReadOnlyList<InterfaceSnapshot> present) =>
        _only.Where(name => present.All(entry => !Matches(entry, name)));

    /// <summary>Why an interface is not used, in one sentence, or null when it is.</summary>
    public string? Fault(InterfaceSnapshot entry)
    {
        if (_only.Count > 0 && !_only.Any(name => Matches(entry, name)))
        {
            return $"{entry.Name} is not among the interfaces asked for; name it too to use it.";
        }

        if (_only.Count == 0 && IgnoredPrefixes.FirstOrDefault(prefix => entry.Name.StartsWith(prefix, StringComparison.Ordinal)) is { } prefix)
        {
            return $"{entry.Name} is ignored because interfaces named {prefix}* belong to containers or virtual machines; name it to use it.";
        }

        if (!entry.IsUp)
        {
            return $"{entry.Name} is down or has no carrier; switch it on, plug it in or join a network.";
        }

        return entry.Carries(ipv6: false) || entry.Carries(ipv6: true)
            ? null
            : $"{entry.Name} has no address that can be used; it needs an IPv6 link-local or an IPv4 address.";
    }

    private static bool Matches(InterfaceSnapshot entry, string name) => entry.Name.Equals(name, StringComparison.Ordinal);
}
