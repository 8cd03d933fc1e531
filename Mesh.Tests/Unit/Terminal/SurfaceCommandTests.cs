using Mesh.Node.Codes;
using Mesh.Node.Guests;
using Mesh.Node.Slides;
using Mesh.Node.Terminal;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Terminal;

/// <summary>The commands about slides, page and guests, as typed on the screen.</summary>
public sealed class SurfaceCommandTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly StagedNode _node = new("bert", "lobby", "ridge");
    private readonly StagedTerminal _terminal = new() { Size = new ScreenSize(200, 48) };
    private readonly StagedPage _page = new();
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Slides_are_shown_and_turned()
    {
        Task<int> chat = RunAsync();
        _terminal.Enter($"/present {_folder.Write("talk.md", "# Mesh\n---\ntwo\n---\nthree")}");
        await SentAsync(1);
        Assert.Equal((MessageKind.Slides, "# Mesh\n---\ntwo\n---\nthree"), (_node.Sent[0].Kind, _node.Sent[0].Text));
        _node.Tell(new MessageQueued(Noon, _node.Sent[0]));
        await _terminal.ShowsAsync("bert shows 3 slides: Mesh");

        // Twice before the node told of the first: the second counts from it.
        _terminal.Enter("/turn");
        _terminal.Enter("/turn next");
        await SentAsync(3);
        Assert.Equal([$"{_node.Sent[0].Id} 2", $"{_node.Sent[0].Id} 3"], _node.Sent.Skip(1).Select(sent => sent.Text));
        Assert.Equal(MessageKind.Turn, _node.Sent[1].Kind);
        _node.Tell(new MessageQueued(Noon, _node.Sent[1]));
        _node.Tell(new MessageQueued(Noon, _node.Sent[2]));
        _terminal.Enter("/turn next");
        await _terminal.ShowsAsync("This is the last slide, 3; /turn end ends.");
        _terminal.Enter("/turn end");
        await SentAsync(4);
        _node.Tell(new MessageQueued(Noon, _node.Sent[3]));
        string screen = await _terminal.ShowsAsync("bert ended the slides: Mesh");
        Assert.DoesNotContain(_node.Sent[0].Id.ToString(), screen, StringComparison.Ordinal);
        _terminal.Enter("/quit");
        Assert.Equal(0, await chat);
    }

    [Fact]
    public async Task What_cannot_be_shown_or_turned_is_told()
    {
        Task<int> chat = RunAsync();
        _terminal.Enter("/present nowhere.md");
        await _terminal.ShowsAsync("Not shown: There is no file 'nowhere.md'");
        _terminal.Enter("/present");
        await _terminal.ShowsAsync("/present needs something behind it: /present FILE.");
        _terminal.Enter("/turn 2");
        await _terminal.ShowsAsync("You show no slides in this room; /present FILE.md begins.");
        RoomMessage slides = StagedNode.Message(2, "anna", "# Mesh\n---\ntwo", Noon) with { Kind = MessageKind.Slides };
        _node.Tell(new MessageReceived(Noon, slides));
        await _terminal.ShowsAsync("anna shows 2 slides: Mesh");
        _terminal.Enter("/turn 2");
        await _terminal.ShowsAsync("Only who shows the slides can turn them");
        _terminal.Enter("/slides");
        await _terminal.ShowsAsync("── Mesh · 1 of 2 ──");
        _node.Tell(new MessageReceived(Noon, slides with { Id = StagedNode.Number(77), Kind = MessageKind.Turn, Text = new PageTurn(slides.Id, 2).ToString() }));
        await _terminal.ShowsAsync("── Mesh · 2 of 2 ──");
        Assert.Empty(_node.Sent);
        _terminal.Enter("/quit");
        Assert.Equal(0, await chat);
    }

    [Fact]
    public async Task A_turn_that_left_on_no_link_is_named_at_the_end()
    {
        Task<int> chat = RunAsync();
        _terminal.Enter($"/present {_folder.Write("talk.md", "one\n---\ntwo")}");
        await SentAsync(1);
        _node.Tell(new MessageQueued(Noon, _node.Sent[0]));
        _node.Tell(new MessageSent(Noon, _node.Sent[0]));
        await _terminal.ShowsAsync("bert shows 2 slides");
        _terminal.Enter("/turn 2");
        await SentAsync(2);
        _terminal.Enter("/quit");
        Assert.Equal(0, await chat);
        Assert.Equal(["1 of your lines left on no link:", "  /turn 2"], _terminal.Said);
    }

    [Fact]
    public async Task The_page_is_told_and_shown_as_a_code_where_others_reach_it()
    {
        Task<int> chat = RunAsync();
        _terminal.Enter("/page");
        await _terminal.ShowsAsync("The page is http://127.0.0.1:6375/ on this machine. To reach it from others, start mesh with --page-listen");
        _page.OutsideUrl = "http://192.168.49.1:6375/";
        _terminal.Enter("/page");
        string screen = await _terminal.ShowsAsync("http://192.168.49.1:6375/ from other");
        Assert.Contains(QrLines.Of(QrCode.Of("http://192.168.49.1:6375/"))[4], screen, StringComparison.Ordinal);
        _page.Url = _page.OutsideUrl = null;
        _terminal.Enter("/page");
        await _terminal.ShowsAsync("This node has no page; start mesh without --no-page.");
        _terminal.Enter("/quit");
        Assert.Equal(0, await chat);
    }

    [Fact]
    public async Task An_invite_is_a_link_and_a_code()
    {
        _page.OutsideUrl = "http://192.168.49.1:6375/";
        Task<int> chat = RunAsync();
        _terminal.Enter("/invite ridge");
        string screen = await _terminal.ShowsAsync("A guest of ridge opens this, in the same network, until 16:30:");
        Assert.Contains("http://192.168.49.1:6375/join#ridge-k3q7x2m4p6s8", screen, StringComparison.Ordinal);
        Assert.All(QrLines.Of(QrCode.Of("http://192.168.49.1:6375/join#ridge-k3q7x2m4p6s8")), line => Assert.Contains(line.TrimEnd(), screen, StringComparison.Ordinal));
        _page.Refusal = "The page listens on this machine only.";
        _terminal.Enter("/invite");
        await _terminal.ShowsAsync("The page listens on this machine only.");
        _terminal.Enter("/invite nowhere");
        await _terminal.ShowsAsync("You are not in 'nowhere'");
        _terminal.Enter("/quit");
        Assert.Equal(0, await chat);
    }

    [Fact]
    public async Task Where_the_network_is_known_its_code_stands_before_the_pages()
    {
        _page.OutsideUrl = "http://192.168.49.1:6375/";
        _page.Wifi = new WifiNetwork("field", "four random words", IsHidden: false);
        Task<int> chat = RunAsync();
        _terminal.Enter("/invite");
        string screen = await _terminal.ShowsAsync("2 open the page");
        Assert.Contains(QrLines.Of(_page.Wifi.Code())[4] + "  " + QrLines.Of(QrCode.Of("http://192.168.49.1:6375/join#lobby-k3q7x2m4p6s8"))[4], screen, StringComparison.Ordinal);
        Assert.DoesNotContain("four random words", screen, StringComparison.Ordinal);
        _terminal.Enter("/quit");
        Assert.Equal(0, await chat);
    }

    [Fact]
    public async Task Ways_are_asked_for_beside_what_is_written()
    {
        _node.Peers = [StagedNode.Peer(2, "ben", 1, "lobby")];
        _node.Links = [StagedNode.Link(2, "ben")];
        _node.Way = new PeerTrace(default, WayEnd.Reached, [new PeerTraceHop(StagedNode.Person(2), TimeSpan.FromMilliseconds(2), 1, null)]);
        _node.Ping = peer => new MeshPing(peer, WayEnd.Reached, TimeSpan.FromMilliseconds(2), 1, null, null);
        Task<int> chat = RunAsync();
        _terminal.Enter("/map");
        await _terminal.ShowsAsync("─ 1.5 ─ ben");
        _terminal.Enter("/ping ben");
        await _terminal.ShowsAsync("ben answers.");
        _terminal.Enter("/trace ben");
        await _terminal.ShowsAsync("That is the way to ben.");
        _terminal.Enter("/trace zoe");
        await _terminal.ShowsAsync("'zoe' is no peer that is here");
        _terminal.Enter("/status");
        await _terminal.ShowsAsync("for who comes late, in memory");
        _terminal.Enter("/quit");
        Assert.Equal(0, await chat);
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(40, 2)]
    [InlineData(20, 0)]
    public void Codes_stand_side_by_side_or_below_each_other_or_say_that_there_is_no_room(int width, int blocks)
    {
        QrCode code = QrCode.Of("http://192.168.49.1:6375/");
        int height = QrLines.Of(code).Count + 1;
        IReadOnlyList<string> rows = new CodeSheet().With("first", code).With("second", code).RowsAt(width);
        Assert.All(rows, row => Assert.True(CellWidth.OfText(row) <= width));
        if (blocks == 0)
        {
            Assert.Equal("(The code needs 29 columns here, and there are 20; widen the window.)", string.Join(' ', rows));
            return;
        }

        Assert.Equal(blocks * height, rows.Count);
        Assert.Single(rows.Select(row => row.Length).Distinct());
        Assert.Contains("first", rows[0], StringComparison.Ordinal);
    }

    private Task<int> RunAsync() =>
        new TerminalChat(_node, _terminal, new ChatSurfaces(() => [], _page, _page, new HurriedTime())).RunAsync("lobby", [], TestContext.Current.CancellationToken);

    private async Task SentAsync(int count)
    {
        while (_node.Sent.Count < count)
        {
            await Task.Yield();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }
}
