namespace Mesh.Discovery;

/// <summary>What a node tells about itself to whoever is near. Everybody on the wire can read it.</summary>
/// <param name="Peer">Who this node is.</param>
/// <param name="Name">The name people see; becomes the DNS-SD instance name (cut to 63 bytes of UTF-8).</param>
/// <param name="Port">Where it accepts links, 1 to 65535.</param>
/// <param name="NetworkTag">First eight bytes of the network hash in hexadecimal: separates networks before anybody dials.</param>
/// <param name="RevisionMin">Lowest protocol revision it speaks.</param>
/// <param name="RevisionMax">Highest protocol revision it speaks.</param>
public sealed record PeerAnnouncement(PeerId Peer, string Name, int Port, string NetworkTag, int RevisionMin, int RevisionMax);
