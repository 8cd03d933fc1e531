using Mesh.Node.Guests;

namespace Mesh.Node.Chat;

/// <summary>Chats with a person in a terminal until they quit; the node stays up.</summary>
/// <param name="node">The node.</param>
/// <param name="room">The room to begin in.</param>
/// <param name="notes">What was to be said before the screen began, one sentence each.</param>
/// <param name="page">The page, and who may come in by it.</param>
/// <param name="cancellationToken">Ends the chat.</param>
/// <returns>The exit code.</returns>
internal delegate Task<int> ChatFront(IChatNode node, string room, IReadOnlyList<string> notes, IPageDesk page, CancellationToken cancellationToken);
