using Mesh.Protocol.Gossip;
using Mesh.Protocol.Neighbours;
using Mesh.Protocol.Presence;

namespace Mesh.Protocol;

/// <summary>What the realm works with.</summary>
/// <param name="Links">The neighbours.</param>
/// <param name="Sender">Sends bundles and keys.</param>
/// <param name="Author">Writes and signs.</param>
/// <param name="Directory">Who is there.</param>
/// <param name="Presence">What this node tells of itself.</param>
internal sealed record RealmParts(LinkTable Links, PayloadSender Sender, Author Author, PresenceDirectory Directory, OwnPresence Presence);
