using Mesh.Node.Chat;

namespace Mesh.Node.Terminal;

/// <summary>Where the command meets the full-screen chat: a <see cref="ChatFront"/> on the console of this process.</summary>
internal static class TerminalFront
{
    /// <inheritdoc cref="ChatFront"/>
    public static async Task<int> RunAsync(IChatNode node, string room, IReadOnlyList<string> notes, CancellationToken cancellationToken)
    {
        using SystemTerminal terminal = new();
        TerminalChat chat = new(node, terminal, () => ReachableAddresses.Of(node.EndPoints), TimeProvider.System);
        return await chat.RunAsync(room, notes, cancellationToken).ConfigureAwait(false);
    }
}
