using System.IO.Pipelines;
using Mesh.Node.Commands;
using Mesh.Tests.Unit.Web;

namespace Mesh.Tests.Unit.Node;

/// <summary>The whole command in this process, with a node that has no network.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Dictionary<string, string> _variables = [];
    private readonly CapturedText _output = new();
    private readonly CapturedText _error = new();
    private readonly FakeChatNode _node = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(20));
    private MeshOptions? _started;
    private Exception? _refusal;

    public void Dispose()
    {
        _limit.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("'--prot' here; did you mean '--port'", "--prot", "5")]
    [InlineData("--port '5x' is no port", "--port", "5x")]
    [InlineData("--port '0' is no port", "run", "--port", "0")]
    [InlineData("--port needs a value", "--port")]
    [InlineData("--name was given several times", "--name", "a", "--name", "b")]
    [InlineData("--name is empty", "--name", "")]
    [InlineData("--room ' x' has", "--room", " x")]
    [InlineData("--data is empty", "--data", "")]
    [InlineData("'nope.json' does not exist", "--config", "nope.json")]
    [InlineData("--profile '../x' is no plain name", "--profile", "../x")]
    [InlineData("'snd' here; did you mean 'send'", "snd", "x")]
    [InlineData("'mesh send' needs ROOM and TEXT", "send", "lobby")]
    [InlineData("No node runs with the data folder", "send", "lobby", "hi")]
    [InlineData("No node runs with the data folder", "tail", "lobby")]
    [InlineData("No node runs with the data folder", "peers")]
    [InlineData("No node has run with the data folder", "id")]
    [InlineData("cannot be used", "--data", "/dev/null/x")]
    public async Task A_wrong_command_line_gets_one_line_and_exit_code_2(string named, params string[] arguments)
    {
        _variables["HOME"] = _folder.Path;
        Assert.Equal(2, await RunAsync(arguments));
        Assert.Contains(named, Assert.Single(_error.Lines()), StringComparison.Ordinal);
        Assert.Empty(_output.Lines());
        Assert.Null(_started);
    }

    [Fact]
    public async Task The_doctor_starts_a_node_that_keeps_nothing_where_none_runs()
    {
        _variables["HOME"] = _folder.Path;
        Assert.Equal(1, await RunAsync("doctor", "--network", "zebra"));
        Assert.StartsWith("problem discovery-off", _output.Lines()[0], StringComparison.Ordinal);
        Assert.Equal(("zebra", null, "mesh doctor"), (_started!.Network, _started.DataFolder, _started.Name));
        Assert.Equal(2, await RunAsync("doctor", "--bundle", Path.Combine(_folder.Path, "nowhere", "report.zip")));
        Assert.Contains("--bundle", Assert.Single(_error.Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_json_a_complaint_is_also_an_error_event()
    {
        Assert.Equal(2, await RunAsync("--json", "--port", "x"));
        Assert.StartsWith("""{"event":"error","message":"--port 'x'""", Assert.Single(_output.Lines()), StringComparison.Ordinal);
        Assert.Single(_error.Lines());
    }

    [Theory]
    [InlineData(MeshFailure.DataFolderLocked, "--profile NAME")]
    [InlineData(MeshFailure.PortUnavailable, "told by the node")]
    [InlineData(MeshFailure.BadAddress, "told by the node")]
    [InlineData(MeshFailure.KeyDamaged, "told by the node")]
    public async Task What_the_node_refuses_gets_one_line_and_exit_code_2(MeshFailure failure, string named)
    {
        _refusal = new MeshException(failure, "This is told by the node.");
        Assert.Equal(2, await RunAsync("--data", _folder.Path));
        Assert.Contains(named, Assert.Single(_error.Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_ours_is_one_line_without_a_stack_trace()
    {
        _refusal = new FormatException("inner\nthing");
        Assert.Equal(70, await RunAsync("--data", _folder.Path));
        Assert.Contains("FormatException: inner⏎thing", Assert.Single(_error.Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_options_reach_the_node()
    {
        Assert.Equal(0, await RunAsync("--data", _folder.Path, "--name", "eva", "--network", "n", "--peer", "a:1", "--peer", "b:2", "--interface", "wlan0", "--port", "7000", "--no-mdns", "--room", "ops", "--room", "lobby"));
        Assert.NotNull(_started);
        Assert.Equal(("eva", "n", 7000, false, _folder.Path), (_started.Name, _started.Network, _started.Links.Port, _started.Discovery.Mdns, _started.DataFolder));
        Assert.Equal(["a:1", "b:2"], _started.Discovery.Peers);
        Assert.Equal(["wlan0"], _started.Discovery.Interfaces);
        Assert.Contains("ops", _node.Rooms);
        Assert.True(_node.IsDisposed);
    }

    [Fact]
    public async Task A_run_with_json_begins_with_ready_and_ends_with_bye()
    {
        Assert.Equal(0, await RunAsync("--json", "--data", _folder.Path));
        Assert.StartsWith("""{"event":"ready","peer":"aeaq""", _output.Lines()[0], StringComparison.Ordinal);
        Assert.Equal("""{"event":"bye"}""", _output.Lines()[^1]);
    }

    [Fact]
    public async Task Without_a_usable_home_it_runs_without_storage_and_says_so()
    {
        _variables["HOME"] = "/dev/null";
        Assert.Equal(0, await RunAsync("--json"));
        Assert.NotNull(_started);
        Assert.Null(_started.DataFolder);
        Assert.Contains(_output.Lines(), line => line.Contains("nothing is kept", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_headless_node_is_used_by_the_other_commands()
    {
        _node.Peers = [new MeshPeer(FakeChatNode.PeerNumber(2), "b[red]en\u001b[2J", IsNeighbour: true, 1, ["lobby"], FakeChatNode.Noon)];
        _node.Links = [new MeshLink(new LinkId(1), FakeChatNode.PeerNumber(2), "ben", "169.254.7.2:6374", "wlan0", true, FakeChatNode.Noon, TimeSpan.FromMilliseconds(1.25))];
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        Task<int> run = Tree(Stream.Null, new CapturedText(), _error).RunAsync(["run", "--data", _folder.Path], stop.Token);
        await _error.UntilAsync("Listening on", _limit.Token);

        Assert.Equal(0, await RunAsync("send", "ops", "hello", "there", "--data", _folder.Path));
        Assert.Equal(("ops", "hello there"), (_node.Said[0].Room, _node.Said[0].Text));
        Assert.Empty(_output.Lines());

        Assert.Equal(0, await RunAsync("id", "--data", _folder.Path));
        Assert.Equal([_node.Id.ToString()], _output.Lines());

        Assert.Equal(0, await RunAsync("peers", "--data", _folder.Path));
        string table = _output.ToString();
        Assert.Contains("b[red]en[2J", table, StringComparison.Ordinal);
        Assert.Contains("169.254.7.2:6374 wlan0", table, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', table);

        await stop.CancelAsync();
        Assert.Equal(0, await run);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "control.sock")));
        Assert.Equal(0, await RunAsync("id", "--data", _folder.Path));
        Assert.Equal(_node.Id.ToString(), _output.Lines()[^1]);
    }

    [Fact]
    public async Task Tail_prints_what_is_said_in_its_room()
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        Task<int> run = Tree(Stream.Null, new CapturedText(), _error).RunAsync(["run", "--data", _folder.Path], stop.Token);
        await _error.UntilAsync("Listening on", _limit.Token);
        using CancellationTokenSource stopTail = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        Task<int> tail = Tree(Stream.Null, _output, new CapturedText()).RunAsync(["tail", "lobby", "--data", _folder.Path], stopTail.Token);
        // The front, the journal and the command.
        while (_node.ReaderCount < 3)
        {
            await Task.Yield();
        }

        _node.Happen(new MessageReceived(FakeChatNode.Noon, FakeChatNode.From(2, "ben", "elsewhere") with { Room = "ops" }));
        _node.Happen(new MessageReceived(FakeChatNode.Noon, FakeChatNode.From(2, "ben", "one\ntwo\u001b")));
        await _output.UntilAsync("two", _limit.Token);
        Assert.Equal(["[lobby] ben: one⏎two"], _output.Lines());
        await stopTail.CancelAsync();
        Assert.Equal(0, await tail);
        await stop.CancelAsync();
        Assert.Equal(0, await run);
    }

    [Fact]
    public async Task A_sent_message_that_waits_has_exit_code_1()
    {
        _node.LeavesAtOnce = false;
        ManualTime time = new();
        Pipe input = new();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        Task<int> run = Tree(input.Reader.AsStream(), new CapturedText(), _error, time).RunAsync(["--data", _folder.Path], stop.Token);
        await _error.UntilAsync("Listening on", _limit.Token);
        Task<int> send = RunAsync("send", "lobby", "hi", "--json", "--data", _folder.Path);

        // The watch over peers waits as well.
        await time.TimerMadeAsync(_limit.Token);
        await time.TimerMadeAsync(_limit.Token);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, await send);
        Assert.Contains("\"event\":\"waiting\"", _output.Lines()[^1], StringComparison.Ordinal);
        await stop.CancelAsync();
        await run;
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("run", "--help")]
    [InlineData("--version")]
    public async Task Help_and_version_are_no_faults(params string[] arguments)
    {
        Assert.Equal(0, await RunAsync(arguments));
        Assert.NotEmpty(_output.Lines());
        Assert.Empty(_error.Lines());
    }

    /// <summary>As with "mesh --help | head -1".</summary>
    [Theory]
    [InlineData("--help")]
    [InlineData("run", "--help")]
    [InlineData("--version")]
    public async Task Whoever_read_help_or_version_may_go(params string[] arguments)
    {
        Assert.Equal(0, await Tree(Stream.Null, new StreamWriter(new BrokenStream()) { AutoFlush = true }, _error).RunAsync(arguments, _limit.Token));
        Assert.Empty(_error.Lines());
    }

    private Task<int> RunAsync(params string[] arguments) => Tree(Stream.Null, _output, _error).RunAsync(arguments, _limit.Token);

    private CommandTree Tree(Stream input, TextWriter output, TextWriter error, TimeProvider? time = null) =>
        new(TestSurroundings.Of(_variables, input, output, error) with { Time = time ?? TimeProvider.System }, StartAsync, screen: null);

    private Task<RunningNode> StartAsync(MeshOptions options, CancellationToken cancellationToken)
    {
        _started = options;
        return _refusal is null ? Task.FromResult(new RunningNode(_node, _node, new PageRealm())) : throw _refusal;
    }
}
