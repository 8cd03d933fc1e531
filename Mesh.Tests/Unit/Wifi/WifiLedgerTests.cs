using System.Runtime.Versioning;
using Mesh.Node.Commands;
using Mesh.Node.Wifi;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Wifi;

/// <summary>Whenever a command is killed, 'mesh wifi stop' finds written down what has to be taken back.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class WifiLedgerTests : IAsyncDisposable
{
    private const string Anna = "02:00:00:00:01:00";

    private readonly TestFolder _folder = new();
    private readonly FakeSupplicant _radio = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly List<(string Command, RadioModel Model, string[] Ledger)> _moments = [];
    private RadioModel _model = new();
    private bool _isKept = true;

    public WifiLedgerTests()
    {
        _radio.Answer = Take;
        _radio.With("p2p-dev-wlan0").With("wlan0");
    }

    public async ValueTask DisposeAsync()
    {
        await _radio.DisposeAsync();
        _limit.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("adhoc", "field cell")]
    [InlineData("hotspot")]
    [InlineData("join")]
    public async Task A_kill_between_any_two_steps_is_put_right_by_stop(params string[] arguments)
    {
        string before = _model.Picture;
        Assert.Equal(0, await RunAsync(_folder.Path, arguments));
        _isKept = false;
        Assert.NotEqual(before, _model.Picture);
        await CheckAsync(before);
    }

    [Fact]
    public async Task A_kill_of_an_owner_is_put_right_by_stop()
    {
        string before = _model.Picture;
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        Task<int> hosting = Tree().RunAsync(["wifi", "host", "--data", _folder.Path, "--wpa-socket", _radio.Folder], end.Token);
        await _radio.UntilAsync("p2p-wlan0-0 ATTACH", _limit.Token);
        await end.CancelAsync();
        Assert.Equal(0, await hosting);
        _isKept = false;
        Assert.Equal(before, _model.Picture);
        await CheckAsync(before);
    }

    [Fact]
    public void A_line_that_was_cut_off_is_none_and_a_later_line_tells_what_was_made()
    {
        string path = _folder.Write("a.ledger", string.Empty);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        LedgerEntry entry = new() { Number = 1, Kind = UndoKind.Network, Folder = "/run/x", On = "wlan0", Before = ["0"], Name = "a \"b\"" };
        File.AppendAllText(path, $"{entry}\n{entry with { Made = "3" }}\n{{\"entry\":2,\"kind\":\"Comm");
        LedgerEntry read = Assert.Single(WifiLedger.Read(path).Entries);
        Assert.Equal(("3", "a \"b\"", "0"), (read.Made, read.Name, Assert.Single(read.Before)));
    }

    private async Task CheckAsync(string before)
    {
        Assert.True(_moments.Count > 4);
        foreach ((string command, RadioModel model, string[] ledger) in _moments.ToArray())
        {
            using TestFolder folder = new();
            Directory.CreateDirectory(Path.Combine(folder.Path, "wifi"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            string path = folder.Write("wifi/000000000000001-999999-held-0.ledger", string.Concat(ledger.Select(line => line + "\n")));
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            _model = model;
            Assert.Equal(0, await RunAsync(folder.Path, "stop"));
            Assert.True(before == _model.Picture, $"After {command}: {_model.Picture}, with {string.Join('\n', ledger)}");
            Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder.Path, "wifi")));

            // Once more does no harm.
            Assert.Equal(0, await RunAsync(folder.Path, "stop"));
            Assert.Equal(before, _model.Picture);
        }
    }

    private string? Take(string on, string command)
    {
        string[] ledger = Ledger();
        (RadioModel next, string? answer) = _model.Take(command);
        if (_isKept)
        {
            _moments.Add(($"nothing of {command}", _model, ledger));
            _moments.Add((command, next, ledger));
        }

        foreach (string group in next.Groups.Except(_model.Groups))
        {
            _radio.With(group);
            _radio.Tell("p2p-dev-wlan0", $"P2P-GROUP-STARTED {group} {(command.StartsWith("P2P_CONNECT", StringComparison.Ordinal) ? "client" : "GO")} ssid=\"DIRECT-ab\" freq=2437 go_dev_addr={Anna}");
        }

        _model = next;
        if (command.StartsWith("P2P_FIND", StringComparison.Ordinal))
        {
            _radio.Tell("p2p-dev-wlan0", $"P2P-DEVICE-FOUND {Anna} p2p_dev_addr={Anna} name='mesh anna' group_capab=0x1 new=1");
        }

        return answer;
    }

    private string[] Ledger()
    {
        string folder = Path.Combine(_folder.Path, "wifi");
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.ledger").SelectMany(File.ReadLines)] : [];
    }

    private Task<int> RunAsync(string data, params string[] arguments) => Tree().RunAsync(["wifi", .. arguments, "--data", data, "--wpa-socket", _radio.Folder], _limit.Token);

    private static CommandTree Tree() => new(TestSurroundings.Of(new Dictionary<string, string>()), (_, _) => throw new InvalidOperationException("No node here."), screen: null);
}
