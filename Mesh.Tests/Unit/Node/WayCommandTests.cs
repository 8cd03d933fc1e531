using Mesh.Node.Commands;
using Mesh.Tests.Unit.Web;

namespace Mesh.Tests.Unit.Node;

/// <summary>"mesh ping", "trace", "map" and "status" through a running node, and the same as lines of JSON.</summary>
public sealed class WayCommandTests : IAsyncLifetime
{
    private static readonly PeerId Ben = FakeChatNode.PeerNumber(2);
    private static readonly PeerId Carla = FakeChatNode.PeerNumber(3);

    private readonly TestFolder _folder = new();
    private readonly FakeChatNode _node = new()
    {
        Peers = [new MeshPeer(Ben, "ben", true, 1, ["lobby"], FakeChatNode.Noon), new MeshPeer(Carla, "carla", false, 2, ["lobby"], FakeChatNode.Noon)],
        Links = [new MeshLink(new LinkId(1), Ben, "ben", "169.254.7.2:6374", "wlan0", true, FakeChatNode.Noon, TimeSpan.FromMilliseconds(1.25)) { BytesReceived = 3_000, BytesSent = 12 }],
        Topology = [new TopologyLink(FakeChatNode.PeerNumber(1), Ben, TimeSpan.FromMilliseconds(1.25)), new TopologyLink(Ben, Carla, null)],
    };

    private readonly CapturedText _output = new();
    private readonly CapturedText _error = new();
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromSeconds(20));
    private Task<int> _running = Task.FromResult(0);

    public async ValueTask InitializeAsync()
    {
        CapturedText error = new();
        _running = Tree(new CapturedText(), error).RunAsync(["run", "--data", _folder.Path], _stop.Token);
        await error.UntilAsync("Listening on", _stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Ping_prints_each_round_and_a_table_and_ends_with_0_when_somebody_answered()
    {
        WayIs(WayEnd.Reached, Ben, Carla);
        _node.Ping = peer => new MeshPing(peer, WayEnd.Reached, TimeSpan.FromMilliseconds(peer == Ben ? 1.5 : 3), 1, null, null);
        Assert.Equal(0, await RunAsync("ping", "carla", "--count", "2", "--interval", "0.1"));
        Assert.Equal(
            [
                "1/2  1.5  3.0 ms",
                "2/2  1.5  3.0 ms",
                "   Hop    Loss  Last  Best  Median  Worst ms  Identity",
                $"1  ben     0 %   1.5   1.5     1.5       1.5  {Ben.ToShortString()}",
                $"2  carla   0 %   3.0   3.0     3.0       3.0  {Carla.ToShortString()}",
                "carla answers.",
            ],
            _output.Lines());
    }

    [Theory]
    [InlineData(WayEnd.NotHere, "carla is not here (any more).")]
    [InlineData(WayEnd.NoRoute, "No way leads to carla now; it is known, so it may come back within half a minute.")]
    [InlineData(WayEnd.TimedOut, "carla did not answer: what was asked, or its answers, got lost on the way, or it is busy.")]
    public async Task Ping_of_somebody_who_does_not_answer_says_why_and_ends_with_1(WayEnd end, string sentence)
    {
        WayIs(end);
        _node.Ping = peer => new MeshPing(peer, end, null, 0, null, null);
        Assert.Equal(1, await RunAsync("ping", "carla", "--count", "1"));
        Assert.Equal(sentence, _output.Lines()[^1]);
    }

    [Theory]
    [InlineData("Nobody who is here is called 'zoe'", "ping", "zoe")]
    [InlineData("--count '0' is no number of rounds; give one from 1 to 1000.", "ping", "carla", "--count", "0")]
    [InlineData("--interval '0.01' is no time between rounds; give seconds from 0.1 to 60, such as 0.5.", "ping", "carla", "--interval", "0.01")]
    [InlineData("'zoe' is no peer that is here, and no message", "trace", "zoe")]
    [InlineData("'mesh trace' needs WHAT", "trace")]
    public async Task What_is_wrong_gets_one_line_and_exit_code_2(string named, params string[] arguments)
    {
        Assert.Equal(2, await RunAsync(arguments));
        Assert.Contains(named, Assert.Single(_error.Lines()), StringComparison.Ordinal);
        Assert.Empty(_output.Lines());
    }

    [Fact]
    public async Task Name_of_two_gets_one_line_that_lists_both()
    {
        _node.Peers = [.. _node.Peers, new MeshPeer(FakeChatNode.PeerNumber(4), "carla", false, 3, [], FakeChatNode.Noon)];
        Assert.Equal(2, await RunAsync("trace", "carla"));
        Assert.Contains($"'carla' fits 2 peers: carla ({Carla.ToShortString()}), carla ({FakeChatNode.PeerNumber(4).ToShortString()})", Assert.Single(_error.Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trace_of_a_peer_prints_the_way()
    {
        WayIs(WayEnd.Reached, Ben, Carla);
        Assert.Equal(0, await RunAsync("trace", "carla"));
        Assert.Equal(
            [
                "   Hop    Link  From here ms  Identity",
                $"1  ben     1.0           2.0  {Ben.ToShortString()}",
                $"2  carla   1.0           4.0  {Carla.ToShortString()}",
                "That is the way to carla.",
            ],
            _output.Lines());
    }

    [Fact]
    public async Task Trace_of_a_message_prints_its_history_and_ends_with_1_where_it_is_forgotten()
    {
        _node.Held.Add(FakeChatNode.From(3, "carla", "hello"));
        _node.History = new MessageTrace(default, WayEnd.Reached,
        [
            new MessageTraceHop(_node.Id, true, Ben, 2, MessageManner.Pushed, FakeChatNode.Noon.AddMilliseconds(12), []),
            new MessageTraceHop(Ben, true, Carla, 1, MessageManner.Pulled, FakeChatNode.Noon.AddMilliseconds(5), [_node.Id]),
            new MessageTraceHop(Carla, true, null, 0, MessageManner.Written, FakeChatNode.Noon, [Ben]),
        ]);
        Assert.Equal(0, await RunAsync("trace", "last"));
        string clock = FakeChatNode.Noon.ToLocalTime().ToString("HH:mm:ss.", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            [
                "Links  Node   How      When          After ms  Passed to",
                $"    2  anna   pushed   {clock}262      12.0",
                $"    1  ben    pulled   {clock}255       5.0  anna",
                $"    0  carla  written  {clock}250       0.0  ben",
                "carla wrote it.",
            ],
            _output.Lines());
        _node.History = new MessageTrace(default, WayEnd.NotRemembered, [new MessageTraceHop(_node.Id, false, null, 0, MessageManner.Written, null, [])]);
        Assert.Equal(1, await RunAsync("trace", _node.Held[0].Id.ToString()));
        Assert.Equal("anna does not remember the message: nodes remember the last 4,096 of their present run.", _output.Lines()[^1]);
    }

    [Fact]
    public async Task Map_is_drawn_or_written_for_graphviz()
    {
        Assert.Equal(0, await RunAsync("map"));
        Assert.Equal(["anna (you) ─ 1.3 ─ ben ── carla"], _output.Lines());
        Assert.Equal(0, await RunAsync("map", "--dot"));
        Assert.Contains("graph mesh {", _output.Lines());
    }

    [Fact]
    public async Task Status_fits_one_screen_and_names_what_a_person_asks_for()
    {
        Assert.Equal(0, await RunAsync("status"));
        string[] lines = [.. _output.Lines()];
        Assert.InRange(lines.Length, 12, 24);
        Assert.StartsWith("Name       anna", lines[0], StringComparison.Ordinal);
        Assert.Contains("Peers      1 linked, 1 further", lines);
        Assert.Contains("Held       0 B of 32.0 MiB for who comes late, in memory", lines);
        Assert.Contains("ben   169.254.7.2:6374  wlan0          1.3 ms   2.9 KiB  12 B", lines);
    }

    [Theory]
    [InlineData("{\"event\":\"ping\",\"peer\":\"", "ping", "ben", "--count", "1")]
    [InlineData("{\"event\":\"trace\",\"peer\":\"", "trace", "ben")]
    [InlineData("{\"event\":\"topology\",\"nodes\":[{\"peer\":\"", "map")]
    [InlineData("{\"event\":\"status\",\"peer\":\"", "status")]
    public async Task With_json_the_answer_is_one_line(string beginning, params string[] arguments)
    {
        WayIs(WayEnd.Reached, Ben);
        _node.Ping = peer => new MeshPing(peer, WayEnd.Reached, TimeSpan.FromMilliseconds(1.5), 1, null, null);
        Assert.Equal(0, await RunAsync([.. arguments, "--json"]));
        Assert.StartsWith(beginning, _output.Lines()[^1], StringComparison.Ordinal);
        Assert.All(_output.Lines(), line => Assert.StartsWith("{\"event\":", line, StringComparison.Ordinal));
    }

    private void WayIs(WayEnd end, params PeerId[] hops) =>
        _node.Way = new PeerTrace(Carla, end, [.. hops.Select((hop, place) => new PeerTraceHop(hop, TimeSpan.FromMilliseconds(2 * (place + 1)), place + 1, TimeSpan.FromMilliseconds(1)))]);

    private Task<int> RunAsync(params string[] arguments) => Tree(_output, _error).RunAsync([.. arguments, "--data", _folder.Path], _stop.Token);

    private CommandTree Tree(CapturedText output, CapturedText error) => new(
        TestSurroundings.Of(new Dictionary<string, string>(), Stream.Null, output, error),
        (_, _) => Task.FromResult(new RunningNode(_node, _node, new PageRealm())),
        screen: null);
}
