using System.Text;
using Mesh.Node.Chat;
using Mesh.Node.Lines;
using Mesh.Tests.Unit.Terminal;

namespace Mesh.Tests.Unit.Node;

/// <summary>Slides, page and guests without a screen.</summary>
public sealed class LineSlidesTests : IDisposable
{
    private readonly FakeChatNode _node = new();
    private readonly StagedPage _page = new();
    private readonly TestFolder _folder = new();
    private readonly CapturedText _output = new();
    private readonly CapturedText _error = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(20));

    public void Dispose()
    {
        _limit.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Slides_are_shown_turned_and_read()
    {
        string file = _folder.Write("talk.md", "# Mesh\n---\n- two");
        Assert.Equal(0, await RunAsync($"/slides\n/present {file}\n/turn\n/turn end\n", new TextLines()));
        Assert.Equal([MessageKind.Slides, MessageKind.Turn, MessageKind.Turn], _node.Said.Select(said => said.Kind));
        Assert.Equal([$"{_node.Said[0].Id} 2", $"{_node.Said[0].Id} 0"], _node.Said.Skip(1).Select(said => said.Text));
        Assert.Equal(["-- Mesh, 1 of 2 --", "MESH", "-- Mesh, 2 of 2 --", "• two"], _output.Lines());
    }

    [Fact]
    public async Task As_json_a_slide_is_an_event_with_its_markdown()
    {
        string file = _folder.Write("talk.md", "# Mesh\n---\n- two");
        await RunAsync($"/present {file}\n/slides\n", new JsonLines());
        Assert.Contains(
            $$"""{"event":"slide","room":"lobby","slides":"{{_node.Said[0].Id}}","title":"Mesh","slide":1,"of":2,"text":"# Mesh"}""",
            _output.Lines());
    }

    [Theory]
    [InlineData("/present nowhere.md", "mesh: There is no file 'nowhere.md'")]
    [InlineData("/turn next", "mesh: You show no slides in this room; /present FILE.md begins.")]
    [InlineData("/invite nowhere", "mesh: You are not in 'nowhere'")]
    [InlineData("/invite", "mesh: The page listens on this machine only.")]
    public async Task What_does_not_work_is_one_line_and_exit_code_1(string line, string told)
    {
        _page.Refusal = "The page listens on this machine only.";
        Assert.Equal(1, await RunAsync(line + "\n", new TextLines()));
        Assert.Contains(_error.Lines(), error => error.StartsWith(told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_and_invite_are_links()
    {
        _page.OutsideUrl = "http://192.168.49.1:6375/";
        Assert.Equal(0, await RunAsync("/page\n/invite\n", new TextLines()));
        Assert.Contains("* The page is at http://127.0.0.1:6375/ here, and at http://192.168.49.1:6375/ for your other devices.", _error.Lines());
        Assert.Contains("* http://192.168.49.1:6375/join#lobby-k3q7x2m4p6s8 lets a guest into lobby until 16:30 UTC.", _error.Lines());
    }

    private async Task<int> RunAsync(string input, IChatLines lines)
    {
        using LineWriter writer = new(_output, _error);
        LineChat chat = new(_node, lines, writer, "lobby", _page, TimeProvider.System);
        return await chat.RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(input)), NodeStatus.Of(_node, null, null, null), [], _limit.Token);
    }
}
