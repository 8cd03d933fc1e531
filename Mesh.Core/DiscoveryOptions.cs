namespace Mesh;

/// <summary>How others are found.</summary>
public sealed record DiscoveryOptions
{
    /// <summary>Whether to announce and look by multicast DNS. Default true.</summary>
    public bool Mdns { get; init; } = true;

    /// <summary>Names of the only interfaces to use; empty: all but those of containers and virtual machines. Default empty.</summary>
    public IReadOnlyList<string> Interfaces { get; init; } = [];

    /// <summary>Peers to dial in any case, each "host", "host:port" or "[address%interface]:port". Default none.</summary>
    public IReadOnlyList<string> Peers { get; init; } = [];

    /// <summary>Whether to try the gateway and the usual group owners' addresses when multicast brings nothing. Default true.</summary>
    public bool Guesses { get; init; } = true;

    internal void Validate(List<string> faults)
    {
        if (Interfaces.Any(string.IsNullOrWhiteSpace))
        {
            faults.Add("Interfaces has an empty name; remove it or name an interface such as 'wlan0'.");
        }

        if (Peers.Any(string.IsNullOrWhiteSpace))
        {
            faults.Add("Peers has an empty address; remove it or give one such as '192.168.1.7:6374'.");
        }
    }
}
