namespace Mesh;

/// <summary>The way to a peer, as each node on it told where it goes on.</summary>
/// <param name="Peer">Where to.</param>
/// <param name="End">How the trace ended; only with <see cref="WayEnd.Reached"/> are the hops the whole way.</param>
/// <param name="Hops">The nodes on the way, from this node's neighbour on; the last one may be the one that did not answer.</param>
public sealed record PeerTrace(PeerId Peer, WayEnd End, IReadOnlyList<PeerTraceHop> Hops);

/// <summary>A node on the way to a peer.</summary>
/// <param name="Peer">Who.</param>
/// <param name="RoundTrip">Round trip from this node to it and back, as <see cref="MeshPing.RoundTrip"/>; null when it did not answer.</param>
/// <param name="Hops">Links that the question to it crossed; 0 when it did not answer. Not the place in the trace when the way changed meanwhile.</param>
/// <param name="LinkRoundTrip">Smoothed round trip of the link to it as the node before measured it; null when not told.</param>
public sealed record PeerTraceHop(PeerId Peer, TimeSpan? RoundTrip, int Hops, TimeSpan? LinkRoundTrip);
