using System.Diagnostics;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Integration.Node;

/// <summary>Real processes on loopback, without multicast: what a script does with "mesh".</summary>
public sealed class MeshCommandTests : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly List<MeshProcess> _processes = [];
    private readonly string _network = $"test-{Guid.NewGuid():N}";
    private readonly string _port = MeshProcess.FreePort();

    public async ValueTask DisposeAsync()
    {
        foreach (MeshProcess process in _processes)
        {
            await process.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task What_one_types_the_other_reads_as_json()
    {
        MeshProcess anna = StartAnna("--json");
        MeshProcess ben = StartBen("--json");
        string peer = (await anna.EventAsync("ready")).GetProperty("peer").GetString()!;
        var up = await ben.EventAsync("link-up");
        Assert.Equal(peer, up.GetProperty("peer").GetString());
        await anna.EventAsync("link-up");

        const string Text = "héllo 漢字 \"quoted\" 😀 \u001b[2J";
        await anna.TypeAsync(Text);
        var message = await ben.EventAsync("message");
        Assert.Equal(("lobby", "anna", peer, Text, 1), (
            message.GetProperty("room").GetString(),
            message.GetProperty("from").GetString(),
            message.GetProperty("peer").GetString(),
            message.GetProperty("text").GetString(),
            message.GetProperty("hops").GetInt32()));
        var sent = await anna.EventAsync("sent");
        Assert.Equal(message.GetProperty("id").GetString(), sent.GetProperty("id").GetString());
        Assert.Equal(Text, sent.GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_piped_file_arrives_whole_and_in_order()
    {
        MeshProcess anna = StartAnna("--json");
        await anna.EventAsync("ready");
        MeshProcess ben = StartBen();
        string[] lines = [.. Enumerable.Range(1, 50).Select(number => FormattableString.Invariant($"line {number}")), new string('x', 65_536)];
        foreach (string line in lines)
        {
            await ben.TypeAsync(line);
        }

        ben.EndInput();
        Assert.Equal(0, await ben.ExitAsync());
        await anna.EventAsync("message", root => root.GetProperty("text").GetString() == lines[^1]);
        Assert.Equal(lines, anna.Output.Where(line => line.Contains("\"event\":\"message\"", StringComparison.Ordinal)).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!));
    }

    [Fact]
    public async Task Alone_a_piped_line_is_named_and_the_exit_code_is_1()
    {
        MeshProcess ben = StartBen();
        await ben.TypeAsync("is anybody there");
        ben.EndInput();
        Assert.Equal(1, await ben.ExitAsync());
        Assert.Contains("mesh: No link took this line, so nobody has it: is anybody there", ben.Errors);
        Assert.Empty(ben.Output);
    }

    [Fact]
    public async Task A_locked_folder_gets_one_line_that_offers_a_profile()
    {
        MeshProcess anna = StartAnna("--json");
        await anna.EventAsync("ready");
        MeshProcess second = Start("anna", "--json", "--no-mdns");
        Assert.Equal(2, await second.ExitAsync());
        Assert.Contains("--profile", Assert.Single(second.Errors), StringComparison.Ordinal);
        MeshProcess third = Start("anna", "--json", "--no-mdns", "--profile", "second");
        Assert.NotEqual(
            (await anna.EventAsync("ready")).GetProperty("peer").GetString(),
            (await third.EventAsync("ready")).GetProperty("peer").GetString());
    }

    [Fact]
    public async Task A_taken_port_gets_one_line()
    {
        MeshProcess anna = StartAnna("--json");
        await anna.EventAsync("ready");
        MeshProcess second = Start("ben", "--no-mdns", "--port", _port);
        Assert.Equal(2, await second.ExitAsync());
        Assert.Contains(_port, Assert.Single(second.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_means_goodbye_within_two_seconds(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send.");
        MeshProcess anna = StartAnna("--json");
        MeshProcess ben = StartBen("--json");
        await anna.EventAsync("peer-appeared");
        long start = Stopwatch.GetTimestamp();
        ben.Signal(signal);
        Assert.Equal(0, await ben.ExitAsync());
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(2.5));
        Assert.Equal("""{"event":"bye"}""", ben.Output[^1]);
        Assert.True((await anna.EventAsync("peer-left")).GetProperty("goodbye").GetBoolean());
    }

    [Fact]
    public async Task When_nobody_reads_its_output_it_ends_without_a_word()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows tells nothing of a closed pipe.");
        MeshProcess ben = MeshProcess.Start(["--json", "--no-mdns", "--network", _network, "--data", _folder.Path, "--name", "ben"], readsOutput: false);
        _processes.Add(ben);
        ben.CloseOutput();
        await ben.TypeAsync("/help");
        Assert.Equal(0, await ben.ExitAsync());
        Assert.Empty(ben.Errors);
    }

    [Fact]
    public async Task A_headless_node_serves_the_other_commands()
    {
        MeshProcess anna = StartAnna("--json");
        await anna.EventAsync("ready");
        MeshProcess ben = Start("ben", "run", "--no-mdns", "--peer", $"127.0.0.1:{_port}", "--name", "ben");
        await ben.UntilToldAsync("anna (");
        MeshProcess tail = Start("ben", "tail", "lobby");
        MeshProcess send = Start("ben", "send", "lobby", "from", "a", "script");
        Assert.Equal(0, await send.ExitAsync());
        await anna.EventAsync("message", root => root.GetProperty("text").GetString() == "from a script");

        MeshProcess peers = Start("ben", "peers");
        Assert.Equal(0, await peers.ExitAsync());
        Assert.Contains(peers.Output, line => line.Contains("anna", StringComparison.Ordinal) && line.Contains($":{_port}", StringComparison.Ordinal));

        MeshProcess id = Start("ben", "id");
        Assert.Equal(0, await id.ExitAsync());
        Assert.Matches("^[a-z2-7-]{32}$", Assert.Single(id.Output));

        await anna.TypeAsync("answer");
        await tail.UntilPrintedAsync("[lobby] anna: answer");
        Assert.DoesNotContain(ben.Output.Concat(ben.Errors), line => line.Contains("answer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_kill_it_starts_again_with_the_same_identity()
    {
        MeshProcess first = StartAnna("--json");
        string peer = (await first.EventAsync("ready")).GetProperty("peer").GetString()!;
        first.Kill();
        await first.ExitAsync();
        MeshProcess second = StartAnna("--json");
        Assert.Equal(peer, (await second.EventAsync("ready")).GetProperty("peer").GetString());
        MeshProcess id = Start("anna", "id");
        Assert.Equal(0, await id.ExitAsync());
        Assert.Equal([peer], id.Output);
    }

    [Fact]
    public async Task A_wrong_passphrase_is_told_on_both_sides()
    {
        string right = _folder.Write("right", "the right passphrase\n");
        string wrong = _folder.Write("wrong", "quite another passphrase\n");
        MeshProcess anna = StartAnna("--json", "--passphrase-file", right);
        await anna.EventAsync("ready");
        MeshProcess ben = StartBen("--json", "--passphrase-file", wrong);
        await Task.WhenAll(TellsOfPassphraseAsync(anna), TellsOfPassphraseAsync(ben));
    }

    private static async Task TellsOfPassphraseAsync(MeshProcess process) =>
        await process.UntilPrintedAsync("passphrase-mismatch");

    private MeshProcess StartAnna(params string[] arguments) => Start("anna", ["--no-mdns", "--port", _port, "--name", "anna", .. arguments]);

    private MeshProcess StartBen(params string[] arguments) => Start("ben", ["--no-mdns", "--peer", $"127.0.0.1:{_port}", "--name", "ben", .. arguments]);

    private MeshProcess Start(string user, params string[] arguments)
    {
        bool isNode = arguments[0].StartsWith('-') || arguments[0] == "run";
        MeshProcess process = MeshProcess.Start([.. arguments, "--data", Path.Combine(_folder.Path, user), .. isNode ? (string[])["--network", _network] : []]);
        _processes.Add(process);
        return process;
    }
}
