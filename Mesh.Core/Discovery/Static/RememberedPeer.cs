using System.Net;

namespace Mesh.Discovery.Static;

/// <summary>Where a peer was reached in an earlier run.</summary>
/// <param name="Peer">Who was there, or null when unknown.</param>
/// <param name="EndPoint">Where.</param>
internal readonly record struct RememberedPeer(PeerId? Peer, IPEndPoint EndPoint);
