using Mesh.Node.Commands;
using Mesh.Node.Web;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Web;

/// <summary>The page in the course of a run: what happens while it opens is told, and a page that nobody asked for does not end the run.</summary>
public sealed class PageOpeningTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly CapturedText _output = new();
    private readonly CapturedText _error = new();
    private readonly FakeChatNode _node = new();
    private PageParts? _opened;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_page_that_cannot_open_is_a_note_and_what_happened_meanwhile_is_told()
    {
        Assert.Equal(0, await RunAsync(untilPrinted: "was heard"));
        Assert.Contains(_output.Lines(), line => line.StartsWith("{\"event\":\"ready\"", StringComparison.Ordinal) && line.EndsWith("\"page\":null}", StringComparison.Ordinal));
        Assert.Contains(_output.Lines(), line => line.Contains("There is no page: no luck.", StringComparison.Ordinal));
        Assert.Equal(_folder.Path, _opened!.DataFolder);
    }

    [Fact]
    public async Task A_page_that_was_asked_for_and_cannot_open_is_a_complaint()
    {
        Assert.Equal(2, await RunAsync(["--page-port", "7001"]));
        Assert.Contains("The page cannot be opened: no luck", Assert.Single(_error.Lines()), StringComparison.Ordinal);
        Assert.Equal(7001, _opened!.Settings.Port);
    }

    [Fact]
    public async Task Without_a_page_none_is_opened()
    {
        Assert.Equal(0, await RunAsync(["--no-page"]));
        Assert.Null(_opened);
    }

    private async Task<int> RunAsync(string[]? arguments = null, string? untilPrinted = null)
    {
        System.IO.Pipelines.Pipe input = new();
        CommandTree tree = new(
            TestSurroundings.Of(new Dictionary<string, string>(), input.Reader.AsStream(), _output, _error),
            (_, _) => Task.FromResult(new RunningNode(_node, _node, new PageRealm())),
            screen: null,
            OpenAsync);
        Task<int> run = tree.RunAsync(["--json", "--data", _folder.Path, .. arguments ?? []], TestContext.Current.CancellationToken);
        if (untilPrinted is not null)
        {
            await _output.UntilAsync(untilPrinted, TestContext.Current.CancellationToken);
        }

        await input.Writer.CompleteAsync();
        return await run;
    }

    private Task<PageServer> OpenAsync(PageParts parts, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _opened = parts;
        _node.Happen(new Notice(FakeChatNode.Noon, "early", "Somebody was heard."));
        throw new IOException("no luck");
    }
}
