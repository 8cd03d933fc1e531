using Mesh.Transports;

namespace Mesh.Hosting;

/// <summary>A dial that led to no link.</summary>
/// <param name="Peer">Whom we expected, or null.</param>
/// <param name="Addresses">Where we tried, best first; at least one.</param>
/// <param name="Failure">What happened.</param>
/// <param name="Text">One sentence.</param>
internal sealed record DialFault(PeerId? Peer, IReadOnlyList<LinkAddress> Addresses, LinkFailure Failure, string Text);
