namespace Mesh;

/// <summary>What came of one ping, as told by <see cref="MeshNode.PingAsync"/>.</summary>
/// <param name="Peer">Who was asked.</param>
/// <param name="End">How it ended.</param>
/// <param name="RoundTrip">
/// From the moment at which the signed question left to that at which the verified answer was there, so with the work of every node between; null without an
/// answer.
/// </param>
/// <param name="Hops">Links that the question crossed; 0 without an answer, and for this node itself.</param>
/// <param name="Next">The neighbour by which the peer itself goes on to where it was asked about; null when it was asked about nobody, knows no way, or is there.</param>
/// <param name="NextRoundTrip">Smoothed round trip of the link to that neighbour, as the peer measured it; null when not told.</param>
public sealed record MeshPing(PeerId Peer, WayEnd End, TimeSpan? RoundTrip, int Hops, PeerId? Next, TimeSpan? NextRoundTrip);
