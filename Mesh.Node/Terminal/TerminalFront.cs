using Mesh.Node.Chat;
using Mesh.Node.Guests;

namespace Mesh.Node.Terminal;

/// <summary>Where the command meets the full-screen chat: a <see cref="ChatFront"/> on the console of this process.</summary>
internal static class TerminalFront
{
    /// <inheritdoc cref="ChatFront"/>
    public static async Task<int> RunAsync(IChatNode node, string room, IReadOnlyList<string> notes, IPageDesk page, CancellationToken cancellationToken)
    {
        using SystemTerminal terminal = new();
        TerminalChat chat = new(node, terminal, new ChatSurfaces(() => ReachableAddresses.Of(node.EndPoints), page, HostWifi.Finder(), TimeProvider.System)
        {
            Width = () => new MessageColumns(terminal.Size.Width - PeerBar.WidthIn(terminal.Size.Width)).TextWidth,
        });
        return await chat.RunAsync(room, notes, cancellationToken).ConfigureAwait(false);
    }
}
