using System.IO.Pipelines;
using System.Text;
using Mesh.Node.Chat;
using Mesh.Node.Guests;
using Mesh.Node.Lines;

namespace Mesh.Tests.Unit.Node;

public sealed class LineChatTests : IDisposable
{
    private readonly FakeChatNode _node = new();
    private readonly ManualTime _time = new();
    private readonly CapturedText _output = new();
    private readonly CapturedText _error = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(20));

    public void Dispose() => _limit.Dispose();

    [Fact]
    public async Task Each_line_is_said_in_the_first_room()
    {
        Assert.Equal(0, await RunAsync("one\r\n\n//two\n/me waves\nlast without end"));
        Assert.Equal(["one", "/two", "waves", "last without end"], _node.Said.Select(message => message.Text));
        Assert.Equal([MessageKind.Text, MessageKind.Text, MessageKind.Action, MessageKind.Text], _node.Said.Select(message => message.Kind));
        Assert.All(_node.Said, message => Assert.Equal("lobby", message.Room));
    }

    [Fact]
    public async Task With_json_each_own_line_is_queued_and_sent()
    {
        Assert.Equal(0, await RunAsync("hi\n", new JsonLines(), untilPrinted: "\"sent\""));
        string[] events = [.. Output().Select(line => line.Split('"')[3])];
        Assert.Equal("ready", events[0]);
        Assert.Equal(["queued", "sent"], events[1..].Order());
    }

    [Fact]
    public async Task A_message_is_one_harmless_line()
    {
        Pipe input = new();
        Task<int> chat = Chat(input.Reader.AsStream(), new TextLines());
        await ReadersAsync(2);
        _node.Happen(new MessageReceived(FakeChatNode.Noon, FakeChatNode.From(2, "b\u001b[31men\n", "one\ntwo\u001b[2J\u202e")));
        _node.Happen(new MessageReceived(FakeChatNode.Noon, FakeChatNode.From(3, "cleo", "waves", MessageKind.Action)));
        await PrintedAsync("cleo");
        await input.Writer.CompleteAsync();
        Assert.Equal(0, await chat);
        Assert.Equal(["[lobby] b[31men: one⏎two[2J", "[lobby] * cleo waves"], Output());
    }

    [Fact]
    public async Task At_the_end_it_waits_while_lines_leave()
    {
        _node.LeavesAtOnce = false;
        Task<int> chat = Chat(Bytes("one\ntwo\n"), new TextLines());
        await _time.TimerMadeAsync(_limit.Token);
        _time.Advance(TimeSpan.FromSeconds(4));
        _node.Happen(new MessageSent(FakeChatNode.Noon, _node.Said[0]));
        await _time.TimerMadeAsync(_limit.Token);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(chat.IsCompleted);
        _node.Happen(new MessageSent(FakeChatNode.Noon, _node.Said[1]));
        Assert.Equal(0, await chat);
        Assert.Empty(Errors());
    }

    [Fact]
    public async Task What_did_not_leave_is_named_and_the_exit_code_is_1()
    {
        _node.LeavesAtOnce = false;
        Task<int> chat = Chat(Bytes("one\ntwo\n"), new TextLines());
        await _time.TimerMadeAsync(_limit.Token);
        _node.Happen(new MessageSent(FakeChatNode.Noon, _node.Said[0]));
        await _time.TimerMadeAsync(_limit.Token);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, await chat);
        Assert.Equal(["mesh: No link took this line, so nobody has it: two"], Errors());
    }

    [Fact]
    public async Task With_json_what_did_not_leave_is_an_error_with_its_id()
    {
        _node.LeavesAtOnce = false;
        Task<int> chat = Chat(Bytes("one\n"), new JsonLines());
        await _time.TimerMadeAsync(_limit.Token);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, await chat);
        Assert.Contains($$"""{"event":"error","message":"No link took this line, so nobody has it.","room":"lobby","id":"{{_node.Said[0].Id}}","text":"one"}""", Output());
    }

    [Fact]
    public async Task A_report_that_overtakes_the_call_counts()
    {
        _node.TellsEarly = true;
        Assert.Equal(0, await RunAsync("one\ntwo\n"));
        Assert.Empty(Errors());
    }

    [Fact]
    public async Task Ways_are_asked_for_in_line_mode_as_text_and_as_lines_of_json()
    {
        _node.Way = new PeerTrace(default, WayEnd.Reached, [new PeerTraceHop(_node.Id, TimeSpan.FromMilliseconds(2), 1, null)]);
        Assert.Equal(0, await RunAsync("/map\n/trace anna\n/status\n"));
        Assert.Equal("anna (you)", Output()[0]);
        Assert.Equal("That is the way to anna.", Output()[3]);
        Assert.StartsWith("Name       anna", Output()[4], StringComparison.Ordinal);
        Assert.Equal(0, await Chat(Bytes("/map\n/trace anna\n/status\n"), new JsonLines()));
        Assert.Contains(Output(), line => line.StartsWith("{\"event\":\"topology\"", StringComparison.Ordinal));
        Assert.Contains(Output(), line => line.StartsWith("{\"event\":\"trace\"", StringComparison.Ordinal));
        Assert.Contains(Output(), line => line.StartsWith("{\"event\":\"status\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ping_of_nobody_is_a_mistake_in_line_mode()
    {
        Assert.Equal(1, await RunAsync("/ping zoe\n"));
        Assert.Contains("Nobody who is here is called 'zoe'", Assert.Single(Errors()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_names_each_finding_with_its_command()
    {
        Assert.Equal(0, await RunAsync("/doctor\n/quit\n"));
        Assert.Equal(["problem discovery-off: Discovery is switched off, and no given peer is linked.", "    Leave out --no-mdns, or give an address with --peer."], Output());
    }

    [Fact]
    public async Task Commands_are_answered_in_order()
    {
        _node.Peers = [new MeshPeer(FakeChatNode.PeerNumber(2), "ben", IsNeighbour: true, 1, ["lobby"], FakeChatNode.Noon)];
        Assert.Equal(0, await RunAsync("/join ops\n/rooms\n/who\n/peers\n/nick eva\n/leave ops\n/help\n/quit\nnot said\n"));
        Assert.Equal(
            [
                "Your rooms: lobby, ops.",
                "In lobby: you, ben.",
                "ben (aiba-eaqc-aiba-eaqc), next to you, in lobby",
                .. ChatCommand.HelpLines,
            ],
            Output());
        Assert.Equal("eva", _node.Name);
        Assert.Equal(["lobby"], _node.Rooms);
        Assert.Empty(_node.Said);
    }

    [Theory]
    [InlineData("/jion ops\n", "mesh: There is no command '/jion'; /help lists them, and // begins a text with a slash.")]
    [InlineData("/leave ops\n", "mesh: You are not in the room 'ops'.")]
    [InlineData("/leave\nhi\n", "mesh: You are not in the room 'lobby'.")]
    [InlineData("/join 01234567890123456789012345678901234567890123456789012345678901234\n", "mesh: A room's name has at most 64 bytes.")]
    public async Task A_wrong_line_is_named_and_the_exit_code_is_1(string input, string complaint)
    {
        Assert.Equal(1, await RunAsync(input));
        Assert.Equal([complaint], Errors());
    }

    [Fact]
    public async Task A_line_of_64_KiB_passes_and_a_longer_one_is_refused()
    {
        string fits = new('x', MeshRoom.TextBytesMax);
        Assert.Equal(1, await RunAsync($"{fits}\r\n{fits}x\nnext\n"));
        Assert.Equal([fits, "next"], _node.Said.Select(message => message.Text));
        Assert.Equal(["mesh: Line 2 has 65,537 bytes and was not sent; a message holds at most 65,536, so cut it."], Errors());
    }

    [Fact]
    public async Task A_node_that_stops_by_itself_ends_the_chat()
    {
        Task<int> chat = Chat(new Pipe().Reader.AsStream(), new TextLines());
        await ReadersAsync(2);
        _node.Fault();
        Assert.Equal(1, await chat);
        Assert.Contains("fault of its own", Assert.Single(Errors()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_that_nobody_reads_ends_the_chat()
    {
        using LineWriter writer = new(new StreamWriter(new BrokenStream()), _error);
        LineChat chat = new(_node, new JsonLines(), writer, "lobby", new NoPage(), _time);
        await Assert.ThrowsAsync<OutputClosedException>(() => chat.RunAsync(Bytes("one\ntwo\n"), NodeStatus.Of(_node, null, null, null), [], _limit.Token));
    }

    [Fact]
    public async Task Cancellation_ends_it_and_names_what_did_not_leave()
    {
        _node.LeavesAtOnce = false;
        Pipe input = new();
        using CancellationTokenSource stop = new();
        using LineWriter writer = new(_output, _error);
        Task<int> chat = new LineChat(_node, new TextLines(), writer, "lobby", new NoPage(), _time).RunAsync(input.Reader.AsStream(), NodeStatus.Of(_node, null, null, null), [], stop.Token);
        await input.Writer.WriteAsync("one\n"u8.ToArray());
        while (_node.Said.Count == 0)
        {
            await Task.Yield();
        }

        await stop.CancelAsync();
        Assert.Equal(1, await chat.WaitAsync(_limit.Token));
        Assert.Equal(["mesh: No link took this line, so nobody has it: one"], Errors());
    }

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private async Task<int> RunAsync(string input, IChatLines? lines = null, string? untilPrinted = null)
    {
        if (untilPrinted is null)
        {
            return await Chat(Bytes(input), lines ?? new TextLines());
        }

        Pipe pipe = new();
        Task<int> chat = Chat(pipe.Reader.AsStream(), lines ?? new TextLines());
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(input));
        await PrintedAsync(untilPrinted);
        await pipe.Writer.CompleteAsync();
        return await chat;
    }

    private async Task<int> Chat(Stream input, IChatLines lines)
    {
        using LineWriter writer = new(_output, _error);
        return await new LineChat(_node, lines, writer, "lobby", new NoPage(), _time).RunAsync(input, NodeStatus.Of(_node, null, null, null), [], _limit.Token);
    }

    private async Task ReadersAsync(int count)
    {
        while (_node.ReaderCount < count)
        {
            await Task.Yield();
            _limit.Token.ThrowIfCancellationRequested();
        }
    }

    private Task PrintedAsync(string part) => _output.UntilAsync(part, _limit.Token);

    private string[] Output() => _output.Lines();

    private string[] Errors() => [.. _error.Lines().Where(line => !line.StartsWith("* ", StringComparison.Ordinal))];
}
