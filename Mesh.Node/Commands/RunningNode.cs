using Mesh.Node.Chat;
using Mesh.Node.Realm;

namespace Mesh.Node.Commands;

/// <summary>A started node and what ends it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Lifetime">Says goodbye and stops it when disposed.</param>
/// <param name="Realm">Its topics and procedures, or null when it has none.</param>
internal readonly record struct RunningNode(IChatNode Node, IAsyncDisposable Lifetime, IRealm Realm);
