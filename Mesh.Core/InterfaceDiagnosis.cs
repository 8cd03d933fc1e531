using System.Net;

namespace Mesh;

/// <summary>How one network interface serves discovery.</summary>
/// <param name="Name">The system's name for it.</param>
/// <param name="Index">The system's index for it; 0 for one that was asked for and does not exist.</param>
/// <param name="IsLoopback">Whether it is the loopback interface.</param>
/// <param name="IsUp">Whether it is up and has carrier.</param>
/// <param name="IsUsed">Whether discovery sends and listens on it.</param>
/// <param name="HasGateway">Whether a default gateway is behind it.</param>
/// <param name="Addresses">Its unicast addresses with the lengths of their prefixes in bits.</param>
/// <param name="Fault">One sentence on what is wrong with it, or null.</param>
/// <param name="Families">The families of addresses that discovery serves on it.</param>
public sealed record InterfaceDiagnosis(
    string Name,
    int Index,
    bool IsLoopback,
    bool IsUp,
    bool IsUsed,
    bool HasGateway,
    IReadOnlyList<(IPAddress Address, int PrefixLength)> Addresses,
    string? Fault,
    IReadOnlyList<FamilyDiagnosis> Families);

/// <summary>How multicast DNS does on one interface over one family of addresses.</summary>
/// <param name="IsIPv6">Whether the family is IPv6.</param>
/// <param name="IsPortHeld">Whether another program holds UDP port 5353 of the family for itself.</param>
/// <param name="Fault">One sentence on why nothing can be sent, or null.</param>
/// <param name="HasReturned">The self-test: true when our newest multicast came back, false when it did not within a second, null while undecided.</param>
/// <param name="Heard">Who else sends multicast DNS here, at most 64: those heard last.</param>
public sealed record FamilyDiagnosis(bool IsIPv6, bool IsPortHeld, string? Fault, bool? HasReturned, IReadOnlyList<HeardResponder> Heard);

/// <summary>Somebody whose multicast DNS was heard.</summary>
/// <param name="Address">Where from.</param>
/// <param name="Age">How long ago it was last heard.</param>
/// <param name="Name">What the node there calls itself, or null when none announced itself.</param>
/// <param name="Peer">The identity that the node there announces, or null.</param>
public sealed record HeardResponder(IPAddress Address, TimeSpan Age, string? Name, PeerId? Peer);
