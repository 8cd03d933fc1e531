using System.Net;

namespace Mesh.Discovery;

/// <summary>How discovery does on one interface over one family of addresses.</summary>
/// <param name="IsIPv6">Whether the family is IPv6.</param>
/// <param name="IsPortHeld">Whether another program holds the port for itself.</param>
/// <param name="Fault">Why nothing can be sent, in one sentence, or null.</param>
/// <param name="HasReturned">True when our own multicast came back, false when it did not within a second, null while undecided.</param>
/// <param name="Heard">Who else was heard, the latest first.</param>
internal sealed record FamilyState(bool IsIPv6, bool IsPortHeld, string? Fault, bool? HasReturned, IReadOnlyList<HeardSource> Heard);

/// <summary>An address from which multicast DNS was heard.</summary>
/// <param name="Address">The address.</param>
/// <param name="At">When it was heard last.</param>
/// <param name="Age">How long ago that was when the state was taken.</param>
/// <param name="Name">What the node there announces as its name, or null.</param>
/// <param name="Peer">Who the node there announces to be, or null.</param>
internal sealed record HeardSource(IPAddress Address, MeshInstant At, TimeSpan Age, string? Name, PeerId? Peer);
