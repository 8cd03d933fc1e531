namespace Mesh.Wire;

/// <summary>Where a peer accepts links.</summary>
/// <param name="Peer">Who.</param>
/// <param name="Address">Four bytes of IPv4 or sixteen of IPv6, in network order.</param>
/// <param name="Port">The TCP port, 1 to 65,535.</param>
internal readonly record struct PeerAddress(PeerId Peer, ReadOnlyMemory<byte> Address, int Port);
