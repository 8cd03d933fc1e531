namespace Mesh;

/// <summary>A link of the mesh, as the node at one of its ends tells it, and told by one of them only; what a node says of itself is signed but otherwise taken on trust.</summary>
/// <param name="From">The node that tells of it.</param>
/// <param name="To">The node at the other end.</param>
/// <param name="RoundTrip">Smoothed round trip as <paramref name="From"/> measured it, to the tenth of a millisecond, or null before the first measurement.</param>
public sealed record TopologyLink(PeerId From, PeerId To, TimeSpan? RoundTrip);
