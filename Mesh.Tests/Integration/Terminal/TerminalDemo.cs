using Mesh.Node.Terminal;
using Mesh.Tests.Unit.Terminal;

namespace Mesh.Tests.Integration.Terminal;

/// <summary>The chat on a real terminal with a staged node, to look at. Run it by hand in a terminal: Mesh.Tests --explicit only --no-progress --filter-class Mesh.Tests.Integration.Terminal.TerminalDemo</summary>
public sealed class TerminalDemo
{
    [Fact(Explicit = true)]
    public async Task Chat_with_a_staged_node_to_look_at()
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            Assert.Skip("The demo needs a terminal.");
        }

        StagedNode node = new("bert", "lobby", "ridge");
        using CancellationTokenSource over = new();
        Task play = PlayAsync(node, over.Token);
        using (SystemTerminal terminal = new())
        {
            await new TerminalChat(node, terminal, () => ["192.168.1.7:6374"], TimeProvider.System).RunAsync("lobby", ["Nothing is kept: this is a demonstration."], CancellationToken.None);
        }

        await over.CancelAsync();
        await play;
    }

    private static async Task PlayAsync(StagedNode node, CancellationToken cancellationToken)
    {
        (byte, string, string)[] lines =
        [
            (2, "anna", "Hello Bert! 你好，世界 and 👩‍👩‍👧‍👦 ❤️ 🇦🇹 side by side"),
            (2, "anna", "The relay on the ridge is up; everything north of it goes over two hops now, so do not wonder when it takes a moment longer than before."),
            (3, "Černý", "Ahoj. Who has the spare battery?"),
            (4, "carl", "bert, did you see the \e[31mred\a text?"),
            (4, "carl", "several\nlines\n  indented"),
        ];
        try
        {
            await Task.Delay(500, cancellationToken);
            node.AloneReasons = [new AloneReason(AloneCause.NobodyHeard, "eth0", "eth0 works, but nobody else announces a node on it.", "Start mesh on the other computer, on the same cable or Wi-Fi."), new AloneReason(AloneCause.MulticastSilent, "wlan0", "Our own multicast does not come back on wlan0.", "Open UDP port 5353 in the firewall.")];
            node.Tell(new Alone(DateTimeOffset.UtcNow, node.AloneReasons));
            await Task.Delay(3000, cancellationToken);
            node.Peers = [StagedNode.Peer(2, "anna", 1, "lobby"), StagedNode.Peer(3, "Černý", 1, "lobby", "ridge"), StagedNode.Peer(4, "carl", 3, "ridge")];
            node.Links = [StagedNode.Link(2, "anna"), StagedNode.Link(3, "Černý")];
            node.Tell(new LinkUp(DateTimeOffset.UtcNow, node.Links[0]));
            node.Tell(new PeerAppeared(DateTimeOffset.UtcNow, node.Peers[0]));
            node.Tell(new PeerAppeared(DateTimeOffset.UtcNow, node.Peers[1]));
            for (int i = 0; !cancellationToken.IsCancellationRequested; i++)
            {
                (byte author, string name, string text) = lines[i % lines.Length];
                node.Tell(new MessageReceived(DateTimeOffset.UtcNow, StagedNode.Message(author, name, text, DateTimeOffset.UtcNow, i % 7 == 6 ? "ridge" : "lobby", i)));
                foreach (RoomMessage sent in node.Sent.ToArray())
                {
                    node.Tell(new MessageSent(DateTimeOffset.UtcNow, sent));
                }

                await Task.Delay(i < 5 ? 300 : 4000, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            node.Stop();
        }
    }
}
