using Mesh.Node.Chat;

namespace Mesh.Node.Commands;

/// <summary>A started node and what ends it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Lifetime">Says goodbye and stops it when disposed.</param>
internal readonly record struct RunningNode(IChatNode Node, IAsyncDisposable Lifetime);
