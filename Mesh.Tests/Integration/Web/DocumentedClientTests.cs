using System.Text.RegularExpressions;
using Mesh.Tests.Conformance.MessagePack;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Integration.Web;

/// <summary>The examples of docs/api.md, run as they stand there by programs that nobody here wrote: curl, python3-websockets and npm's ws.</summary>
public sealed class DocumentedClientTests : IAsyncLifetime
{
    private const string NodeLibrary = "ws@8.18.3";

    private readonly TestFolder _folder = new();
    private OpenPage _page = null!;

    public async ValueTask InitializeAsync() => _page = await OpenPage.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_curl_lines_chat_and_read_and_listen()
    {
        (int? exitCode, string output, string error) = await ForeignPeer.RunAsync("bash", ["-euc", Example("sh")], _folder.Path);
        Assert.SkipWhen(exitCode is null, error);
        Assert.True(exitCode == 0, error);
        Assert.Contains("hello from curl", Assert.Single(_page.Node.Said).Text, StringComparison.Ordinal);
        Assert.Contains("\"event\":\"queued\"", output, StringComparison.Ordinal);
        Assert.Contains("\"messages\":[{\"event\":\"message\"", output, StringComparison.Ordinal);
        Assert.Contains("\"event\":\"peers\"", output, StringComparison.Ordinal);
        Assert.Contains("event: ready", output, StringComparison.Ordinal);
        Assert.Contains("event: message", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lines_of_Python_chat_by_WebSocket()
    {
        (int? exitCode, _, string missing) = await ForeignPeer.RunAsync("/usr/bin/python3", ["-c", "import websockets"], _folder.Path);
        Assert.SkipUnless(exitCode == 0, $"Debian's python3-websockets is needed: {missing}");
        string script = Path.Combine(_folder.Path, "chat.py");
        await File.WriteAllTextAsync(script, Example("python"), TestContext.Current.CancellationToken);
        Task<(int? ExitCode, string Output, string Error)> running = ForeignPeer.RunAsync("timeout", ["8", "/usr/bin/python3", script], _folder.Path);
        await SaidAsync("hello from Python", running);
        await AnswerAndCloseAsync();
        (_, string output, string error) = await running;
        Assert.True(output.Contains("anna hello from Python", StringComparison.Ordinal) && output.Contains("anna hello back", StringComparison.Ordinal), output + error);
    }

    [Fact]
    public async Task The_lines_of_a_browser_s_console_chat_by_the_WebSocket_of_npm()
    {
        (int? installed, _, string missing) = await ForeignPeer.RunAsync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", NodeLibrary], _folder.Path);
        Assert.SkipUnless(installed == 0, $"Node.js with npm and its registry are needed: {missing}");
        string script = Path.Combine(_folder.Path, "console.cjs");
        await File.WriteAllTextAsync(script, "const WebSocket = require('ws');\n" + Example("js"), TestContext.Current.CancellationToken);
        Task<(int? ExitCode, string Output, string Error)> running = ForeignPeer.RunAsync("timeout", ["8", "node", script], _folder.Path);
        await SaidAsync("hi", running);
        await AnswerAndCloseAsync();
        (int? exitCode, string output, string error) = await running;
        Assert.True(exitCode == 0, error);
        Assert.Contains("\"event\":\"ready\"", output, StringComparison.Ordinal);
        Assert.Contains("\"text\":\"hello back\"", output, StringComparison.Ordinal);
    }

    /// <summary>What is in the journal when the page closes is told before it.</summary>
    private async Task AnswerAndCloseAsync()
    {
        long head = _page.Server.Api.Journal.Head.Number;
        await _page.Node.SendAsync("lobby", "hello back", MessageKind.Text, TestContext.Current.CancellationToken);
        while (_page.Server.Api.Journal.Head.Number < head + 2)
        {
            await Task.Yield();
        }

        await _page.Server.DisposeAsync();
    }

    private async Task SaidAsync(string text, Task<(int? ExitCode, string Output, string Error)> running)
    {
        while (true)
        {
            lock (_page.Node.Said)
            {
                if (_page.Node.Said.Any(said => said.Text == text))
                {
                    return;
                }
            }

            if (running.IsCompleted)
            {
                Assert.Fail((await running).Output + (await running).Error);
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The example in that language, with the port of this page.</summary>
    private string Example(string language)
    {
        string document = File.ReadAllText(RepositoryFiles.PathOf("docs/api.md"));
        return Regex.Match(document, $"```{language}\n(.*?)```", RegexOptions.Singleline).Groups[1].Value.Replace("6375", $"{_page.Port}", StringComparison.Ordinal);
    }
}
