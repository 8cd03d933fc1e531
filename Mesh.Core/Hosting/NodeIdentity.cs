using Mesh.Discovery;
using Mesh.Identity;

namespace Mesh.Hosting;

/// <summary>Who the node is and to whom it belongs.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Network">Its network.</param>
/// <param name="Announcement">What it tells whoever is near.</param>
/// <param name="Seed">Seed of the machine's choices.</param>
internal sealed record NodeIdentity(NodeKey Key, NetworkIdentity Network, PeerAnnouncement Announcement, ulong Seed);
