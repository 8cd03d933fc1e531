using System.Text.Json.Serialization;

namespace Mesh.Node.Doctor;

/// <summary>How an interface serves discovery.</summary>
internal sealed record InterfaceFacts
{
    public string Name { get; init; } = string.Empty;

    /// <summary>The system's number for it; 0 when it does not exist.</summary>
    public int Index { get; init; }

    public bool Loopback { get; init; }

    public bool Up { get; init; }

    /// <summary>Whether discovery uses it.</summary>
    public bool Used { get; init; }

    public bool Gateway { get; init; }

    /// <summary>Its addresses with their prefixes, such as "169.254.7.1/16".</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>What is wrong with it, in one sentence, or null.</summary>
    public string? Fault { get; init; }

    public IReadOnlyList<FamilyFacts> Families { get; init; } = [];

    public bool HasIPv6LinkLocal => Addresses.Any(address => address.StartsWith("fe80", StringComparison.OrdinalIgnoreCase));
}

/// <summary>Multicast DNS on one interface over one family.</summary>
/// <param name="IPv6">Whether the family is IPv6.</param>
/// <param name="PortHeld">Whether another program holds UDP port 5353 for itself.</param>
/// <param name="Fault">Why nothing can be sent, or null.</param>
/// <param name="Returned">Whether our own multicast came back; null while undecided.</param>
/// <param name="Heard">Who else was heard.</param>
internal sealed record FamilyFacts([property: JsonPropertyName("ipv6")] bool IPv6, bool PortHeld, string? Fault, bool? Returned, IReadOnlyList<HeardFacts> Heard)
{
    public string Name => IPv6 ? "IPv6" : "IPv4";
}

/// <summary>Somebody whose multicast DNS was heard.</summary>
/// <param name="Address">Where from.</param>
/// <param name="SecondsAgo">How long ago the last time.</param>
/// <param name="Node">What the node of Mesh there calls itself, or null when there is none.</param>
/// <param name="Peer">The node's identity, or null.</param>
internal sealed record HeardFacts(string Address, double SecondsAgo, string? Node, string? Peer);
