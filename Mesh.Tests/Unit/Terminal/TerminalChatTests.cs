using Mesh.Node.Guests;
using Mesh.Node.Terminal;

namespace Mesh.Tests.Unit.Terminal;

public sealed class TerminalChatTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly StagedNode _node = new("bert", "lobby", "ridge");
    private readonly StagedTerminal _terminal = new();
    private readonly CancellationTokenSource _ending = new();

    [Fact]
    public async Task It_greets_with_who_is_near_and_how_others_get_in()
    {
        _node.Network = "field day";
        _node.Peers = [StagedNode.Peer(2, "anna", 1, "lobby"), StagedNode.Peer(3, "carl", 3, "lobby")];
        _node.Links = [StagedNode.Link(2, "anna")];
        _terminal.Size = new ScreenSize(76, 16);
        Task<int> chat = RunAsync("Nothing is kept.");
        string screen = await _terminal.ShowsAsync("Welcome, bert. Here: anna (near), carl (3 hops away).");
        Assert.Contains("Nothing is kept.", screen, StringComparison.Ordinal);
        Assert.Contains("mesh --network 'field day' --peer 192.168.1.7:6374", Joined(screen), StringComparison.Ordinal);
        Assert.Equal(0, await QuitAsync(chat));
        Assert.Empty(_terminal.Said);
    }

    [Fact]
    public async Task A_written_line_is_sent_to_the_room_shown_and_marked_when_it_left()
    {
        Task<int> chat = RunAsync();
        _terminal.Enter("hello there");
        await _terminal.ShowsAsync("bert · hello there");
        await _terminal.ShowsAsync("bert · hello there");
        _node.Tell(new MessageSent(Noon, Assert.Single(_node.Sent)));
        await _terminal.ShowsAsync("bert ✓ hello there");
        Assert.Equal(("lobby", "hello there"), (_node.Sent[0].Room, _node.Sent[0].Text));
        await QuitAsync(chat);
    }

    [Fact]
    public async Task A_pasted_block_is_one_message()
    {
        Task<int> chat = RunAsync();
        _terminal.Enter("first\n/second\nthird\n");

        // The node is asked in order, so what it did next shows that it has the block.
        _terminal.Enter("/doctor");
        await _terminal.ShowsAsync("discovery-off");
        _terminal.Enter("/nick bertram");
        await _terminal.ShowsAsync("You are bertram now.");
        Assert.Equal("first\n/second\nthird", Assert.Single(_node.Sent).Text);
        await QuitAsync(chat);
    }

    [Fact]
    public async Task Commands_act_and_answer()
    {
        _node.Peers = [StagedNode.Peer(2, "anna", 1, "ridge"), StagedNode.Peer(3, "carl", 3, "field")];
        _node.Links = [StagedNode.Link(2, "anna")];
        Task<int> chat = RunAsync();
        _terminal.Enter("/join field");
        await _terminal.ShowsAsync("You are in field. With you: carl.");
        _terminal.Enter("/who ridge");
        await _terminal.ShowsAsync("anna  near");
        _terminal.Enter("/peers");
        await _terminal.ShowsAsync("linked  192.168.1.2:6374 on eth0 1.5 ms");
        _terminal.Enter("/nick bertram");
        await _terminal.ShowsAsync("You are bertram now.");
        _terminal.Enter("/me waves");
        await _terminal.ShowsAsync("bertram waves");
        _terminal.Enter("//shrug");
        await _terminal.ShowsAsync("/shrug");
        _terminal.Enter("/leave");
        await _terminal.ShowsAsync("You left field.");
        _terminal.Enter("/nope");
        await _terminal.ShowsAsync("There is no command '/nope'");
        _terminal.Enter("/rooms");
        await _terminal.ShowsAsync("2 ridge  1 other here");
        _terminal.Enter("/help");
        await _terminal.ShowsAsync("waits for a link");
        Assert.Equal([(MessageKind.Action, "waves"), (MessageKind.Text, "/shrug")], _node.Sent.Select(sent => (sent.Kind, sent.Text)));
        _terminal.Enter("/quit");
        Assert.Equal(0, await chat);
    }

    [Fact]
    public async Task A_refused_line_says_why_and_comes_back_with_the_arrow()
    {
        _node.Refusal = "The text has 70000 bytes; at most 65536 fit into a message.";
        Task<int> chat = RunAsync();
        _terminal.Enter("too long");
        string screen = await _terminal.ShowsAsync("Not sent: The text has 70000 bytes; at most");
        Assert.Contains("bert ✗ too long", screen, StringComparison.Ordinal);
        _terminal.Press(new KeyPressed(TerminalKey.Up));
        await _terminal.ShowsAsync("› too long");
        await QuitAsync(chat);
    }

    [Fact]
    public async Task What_is_being_written_stays_put_while_messages_arrive()
    {
        Task<int> chat = RunAsync();
        _terminal.Press(new TextTyped("h"));
        _terminal.Press(new TextTyped("i"));
        await _terminal.ShowsAsync("› hi\n");
        for (int i = 0; i < 500; i++)
        {
            _node.Tell(new MessageReceived(Noon, StagedNode.Message(2, "anna", $"line {i}", Noon, "lobby", i)));
        }

        string screen = await _terminal.ShowsAsync("line 499");
        Assert.EndsWith("› hi\n", screen, StringComparison.Ordinal);
        await QuitAsync(chat);
    }

    [Fact]
    public async Task A_flood_of_messages_is_drawn_in_few_frames()
    {
        Task<int> chat = RunAsync();
        await _terminal.ShowsAsync("Welcome");
        for (int i = 0; i < 20_000; i++)
        {
            _node.Tell(new MessageReceived(Noon, StagedNode.Message(2, "anna", $"line {i}", Noon, "lobby", i)));
        }

        await _terminal.ShowsAsync("line 19999");
        Assert.InRange(_terminal.FrameCount, 1, 10_000);
        await QuitAsync(chat);
    }

    [Fact]
    public async Task At_the_end_the_screen_is_given_back_and_unsent_lines_are_named()
    {
        Task<int> chat = RunAsync();
        _terminal.Enter("lonely words");
        await _terminal.ShowsAsync("lonely words");
        Assert.True(_terminal.IsTaken);
        Assert.Equal(0, await QuitAsync(chat));
        Assert.False(_terminal.IsTaken);
        Assert.Equal(["1 of your lines left on no link:", "  lonely words"], _terminal.Said);
    }

    [Fact]
    public async Task A_node_that_stops_by_itself_ends_the_chat_with_a_word()
    {
        Task<int> chat = RunAsync();
        await _terminal.ShowsAsync("Welcome");
        _node.Stop();
        Assert.Equal(1, await chat);
        Assert.StartsWith("The node stopped by itself", Assert.Single(_terminal.Said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_is_a_way_to_quit()
    {
        Task<int> chat = RunAsync();
        await _terminal.ShowsAsync("Welcome");
        await _ending.CancelAsync();
        Assert.Equal(0, await chat);
        Assert.False(_terminal.IsTaken);
    }

    [Fact]
    public async Task A_fault_gives_the_screen_back_before_it_is_seen()
    {
        Task<int> chat = RunAsync();
        await _terminal.ShowsAsync("Welcome");
        _node.Fault(new MeshException(MeshFailure.Faulted, "broken"));
        await Assert.ThrowsAsync<MeshException>(() => chat);
        Assert.False(_terminal.IsTaken);
    }

    [Fact]
    public void Orders_that_wait_for_the_node_are_bounded()
    {
        NodeWork work = new();
        int taken = 0;
        while (work.TryAdd(_ => Task.FromResult<Action>(() => { }), _ => { }))
        {
            taken++;
        }

        Assert.Equal(NodeWork.OrdersMax, taken);
    }

    private static string Joined(string screen) => string.Join(' ', screen.Split(['\n', '│', ' '], StringSplitOptions.RemoveEmptyEntries));

    private Task<int> RunAsync(params string[] notes) =>
        new TerminalChat(_node, _terminal, new ChatSurfaces(() => ["192.168.1.7:6374"], new NoPage(), new NoWifi(), new HurriedTime())).RunAsync("lobby", notes, _ending.Token);

    private async Task<int> QuitAsync(Task<int> chat)
    {
        _terminal.Press(new CloseAsked());
        return await chat;
    }
}
