using System.Text;
using Mesh.Node.Commands;

namespace Mesh.Tests.Unit.Node;

/// <summary>"mesh pub", "sub", "call" and "page" through a real control socket.</summary>
public sealed class TopicCommandTests : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly CapturedText _output = new();
    private readonly CapturedText _error = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private ControlNode? _node;

    public async ValueTask DisposeAsync()
    {
        await (_node?.DisposeAsync() ?? ValueTask.CompletedTask);
        _limit.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_published_is_printed_by_who_subscribed()
    {
        Start();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        Task<int> reading = Tree().RunAsync(["sub", "sensors", "--match", "prefix", "--data", _folder.Path], stop.Token);
        CapturedText silent = new();
        await SubscribedAsync("sensors.probe", silent);
        Assert.Equal(0, await Tree(output: silent).RunAsync(["pub", "sensors.depth", "21.5", "--data", _folder.Path], _limit.Token));
        Assert.Equal(0, await Tree(output: silent).RunAsync(["pub", "sensors.all", "[1,\"two\"]", "--kwargs", "{\"unit\":\"m\"}", "--data", _folder.Path], _limit.Token));
        Assert.Equal(0, await Tree(output: silent).RunAsync(["pub", "sensors.text", "\"a\\u001b[2Jb\\nc\"", "--data", _folder.Path], _limit.Token));
        Assert.Equal(0, await Tree(output: silent).RunAsync(["pub", "sensors.tick", "--data", _folder.Path], _limit.Token));
        await _output.UntilAsync("sensors.tick", _limit.Token);
        Assert.Equal(
            ["[sensors.depth] 21.5", "[sensors.all] [1,\"two\"] {\"unit\":\"m\"}", "[sensors.text] \"a\\u001b[2Jb\\nc\"", "[sensors.tick] "],
            _output.Lines().Where(line => !line.Contains("probe", StringComparison.Ordinal)));
        Assert.Empty(silent.Lines());
        await stop.CancelAsync();
        Assert.Equal(0, await reading);
    }

    [Fact]
    public async Task Each_line_of_standard_input_is_an_event()
    {
        Start();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        Task<int> reading = Tree().RunAsync(["sub", "a.b", "--json", "--data", _folder.Path], stop.Token);
        await SubscribedAsync("a.b", new CapturedText());
        CapturedText published = new();
        Assert.Equal(0, await Tree("1\n\n{\"x\":[2]}\n", published).RunAsync(["pub", "a.b", "-", "--json", "--data", _folder.Path], _limit.Token));
        await _output.UntilAsync("[2]", _limit.Token);
        Assert.Contains(_output.Lines(), line => line.StartsWith("{\"event\":\"subscribed\",\"topic\":\"a.b\"", StringComparison.Ordinal));
        Assert.Contains("\"args\":[1]", _output.Lines()[^2], StringComparison.Ordinal);
        Assert.Contains("\"args\":[{\"x\":[2]}]", _output.Lines()[^1], StringComparison.Ordinal);
        Assert.All(published.Lines(), line => Assert.StartsWith("{\"event\":\"published\"", line, StringComparison.Ordinal));
        Assert.Equal(2, published.Lines().Length);
        await stop.CancelAsync();
        Assert.Equal(0, await reading);
    }

    [Fact]
    public async Task A_call_prints_its_result()
    {
        Start();
        await _node!.Realm.RegisterAsync("sum", call => Task.FromResult(MeshArguments.Of(call.Arguments.Positional.Sum(value => (long)value!))), new RegisterOptions(), _limit.Token);
        await _node.Realm.RegisterAsync("hello", call => Task.FromResult(MeshArguments.Of($"hello {call.Arguments.Named["who"]}\u001b")), new RegisterOptions(), _limit.Token);
        await _node.Realm.RegisterAsync("nothing", _ => Task.FromResult(MeshArguments.Empty), new RegisterOptions(), _limit.Token);
        Assert.Equal(0, await RunAsync("call", "sum", "[1,2,39]"));
        Assert.Equal(0, await RunAsync("call", "hello", "--kwargs", "{\"who\":\"anna\"}"));
        Assert.Equal(0, await RunAsync("call", "nothing"));
        Assert.Equal(["42", "hello anna"], _output.Lines());
    }

    [Fact]
    public async Task A_call_that_fails_says_why_and_has_exit_code_1()
    {
        Start();
        await _node!.Realm.RegisterAsync(
            "broken",
            _ => throw new MeshCallException(MeshCallFailure.Failed, "The battery is empty.", "com.example.no-battery"),
            new RegisterOptions(),
            _limit.Token);
        Assert.Equal(1, await RunAsync("call", "nobody"));
        Assert.Equal("mesh: Nobody offers that procedure.", _error.Lines()[^1]);
        Assert.Equal(1, await RunAsync("call", "broken"));
        Assert.Equal("mesh: The battery is empty. (com.example.no-battery)", _error.Lines()[^1]);
        Assert.Empty(_output.Lines());
        Assert.Equal(1, await RunAsync("call", "nobody", "--json"));
        Assert.Contains("\"code\":\"no-such-procedure\"", Assert.Single(_output.Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_ends_when_its_time_is_over()
    {
        Start();
        await _node!.Realm.RegisterAsync(
            "slow",
            async call =>
            {
                TaskCompletionSource cancelled = new();
                await using CancellationTokenRegistration end = call.Cancelled.Register(() => cancelled.TrySetResult());
                await cancelled.Task;
                throw new MeshCallException(MeshCallFailure.Cancelled, "cancelled");
            },
            new RegisterOptions(),
            _limit.Token);
        Assert.Equal(1, await RunAsync("call", "slow", "--timeout", "0.05"));
        Assert.Equal("mesh: The result did not come in time.", _error.Lines()[^1]);
    }

    [Theory]
    [InlineData("'hello' is no JSON; write a number", "pub", "a.b", "hello")]
    [InlineData("--kwargs '[1]' is no JSON object", "pub", "a.b", "1", "--kwargs", "[1]")]
    [InlineData("The topic is empty; give 1 to 255 bytes.", "pub", "", "1")]
    [InlineData("--match 'about' is no way to match topics; use exact, prefix or wildcard.", "sub", "a", "--match", "about")]
    [InlineData("--timeout 'soon' is no time; give seconds from 0.001 to 86400, such as 5.", "call", "a", "--timeout", "soon")]
    [InlineData("'mesh pub' needs TOPIC; 'mesh pub --help' shows how to write it.", "pub")]
    public async Task What_a_person_gives_wrong_is_told_in_one_line(string told, params string[] arguments)
    {
        Start();
        Assert.Equal(2, await RunAsync(arguments));
        Assert.Contains(told, Assert.Single(_error.Lines()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pub", "a", "1")]
    [InlineData("sub", "a")]
    [InlineData("call", "a")]
    [InlineData("page")]
    public async Task Without_a_running_node_there_is_nothing_to_use(params string[] arguments)
    {
        Assert.Equal(2, await RunAsync(arguments));
        Assert.Contains("No node runs with the data folder", Assert.Single(_error.Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_is_one_line_for_scripts_and_a_code_for_people()
    {
        Start(isOfferedToOthers: true);
        Assert.Equal(0, await RunAsync("page"));
        Assert.Equal(["http://localhost:6375/"], _output.Lines());
        CapturedText shown = new();
        Assert.Equal(0, await Tree(output: shown, isTerminal: true).RunAsync(["page", "--data", _folder.Path], _limit.Token));
        Assert.StartsWith("For your other devices, and nobody else: http://192.168.49.1:6375/?token=", shown.Lines()[1], StringComparison.Ordinal);
        Assert.StartsWith("\u001b[38;5;16;48;5;231m", shown.Lines()[2], StringComparison.Ordinal);
    }

    private void Start(bool isOfferedToOthers = false) => _node = ControlNode.Start(_folder.Path, isOfferedToOthers);

    /// <summary>Publishes until something arrives: only then the subscription is there for sure.</summary>
    private async Task SubscribedAsync(string topic, TextWriter output)
    {
        while (!_output.ToString().Contains("probe", StringComparison.Ordinal))
        {
            Assert.Equal(0, await Tree(output: output).RunAsync(["pub", topic, "\"probe\"", "--data", _folder.Path], _limit.Token));
        }
    }

    private Task<int> RunAsync(params string[] arguments) => Tree().RunAsync([.. arguments, "--data", _folder.Path], _limit.Token);

    private CommandTree Tree(string input = "", TextWriter? output = null, bool isTerminal = false) =>
        new(
            TestSurroundings.Of(new Dictionary<string, string>(), new MemoryStream(Encoding.UTF8.GetBytes(input)), output ?? _output, _error) with { OutputIsTerminal = isTerminal },
            (_, _) => throw new InvalidOperationException("These commands start no node."),
            screen: null,
            page: null);
}
