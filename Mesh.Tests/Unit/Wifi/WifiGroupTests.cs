using Mesh.Node.Commands;
using Mesh.Node.Configuration;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Wifi;

/// <summary>Wi-Fi Direct by the whole command, against a wpa_supplicant that follows a script.</summary>
public sealed class WifiGroupTests : IAsyncDisposable
{
    private const string Device = "p2p-dev-wlan0";
    private const string Group = "p2p-wlan0-0";
    private const string Anna = "02:00:00:00:01:00";
    private const string Found = $"P2P-DEVICE-FOUND 02:00:00:00:01:01 p2p_dev_addr={Anna} pri_dev_type=1-0050F204-1 name='mesh anna@field' config_methods=0x188 dev_capab=0x25 group_capab=0x2b new=1";

    private readonly TestFolder _folder = new();
    private readonly CapturedText _output = new();
    private readonly CapturedText _error = new();
    private readonly FakeSupplicant _radio = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(20));
    private readonly CancellationTokenSource _keys;

    public WifiGroupTests()
    {
        _keys = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        _radio.Answer = Script;
        _radio.With(Device).With("wlan0");
    }

    public async ValueTask DisposeAsync()
    {
        await _radio.DisposeAsync();
        _keys.Dispose();
        _limit.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_owner_lets_in_who_asks_and_puts_everything_back()
    {
        Task<int> hosting = RunAsync("host", "bob");
        await _radio.UntilAsync($"{Group} ATTACH", _limit.Token);
        _radio.Tell(Device, $"P2P-PROV-DISC-PBC-REQ {Anna} p2p_dev_addr={Anna} pri_dev_type=1-0050F204-1 name='mesh anna' config_methods=0x188 dev_capab=0x25 group_capab=0x0 group={Group}");
        await _radio.UntilAsync($"{Group} WPS_PBC p2p_dev_addr={Anna}", _limit.Token);
        _radio.Tell(Group, $"AP-STA-CONNECTED 02:00:00:00:01:01 p2p_dev_addr={Anna}");
        await _output.UntilAsync("anna (02:00:00:00:01:01) joined.", _limit.Token);
        Assert.Contains(Entries(), line => line.Contains($"\"made\":\"{Group}\"", StringComparison.Ordinal));
        await _keys.CancelAsync();
        Assert.Equal(0, await hosting);
        string[] commands = [.. _radio.Commands];
        Assert.Contains($"{Device} SET device_name mesh bob", commands);
        Assert.True(Array.IndexOf(commands, $"{Device} P2P_GROUP_REMOVE {Group}") < Array.IndexOf(commands, $"{Device} SET device_name field"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder.Path, "wifi")));
    }

    [Fact]
    public async Task Joining_finds_the_owner_tries_again_and_leaves_the_group_up_until_stop()
    {
        int tries = 0;
        _radio.Answer = (on, command) =>
        {
            if (command.StartsWith("P2P_FIND", StringComparison.Ordinal))
            {
                _radio.Tell(Device, Found);
            }
            else if (command.StartsWith("P2P_CONNECT", StringComparison.Ordinal))
            {
                _radio.Tell(Device, ++tries == 1 ? "P2P-GROUP-FORMATION-FAILURE " : $"P2P-GROUP-STARTED {Group} client ssid=\"DIRECT-ab\" freq=2437 psk=00ff go_dev_addr={Anna}");
            }

            return Script(on, command);
        };
        Assert.Equal(0, await RunAsync("join"));
        Assert.Contains($"Joined the Wi-Fi Direct group DIRECT-ab of anna@field, on {Group}.", _output.Lines());
        Assert.Contains($"{Device} P2P_CONNECT {Anna} pbc join freq=2412", _radio.Commands);
        Assert.Contains($"{Device} P2P_CONNECT {Anna} pbc join", _radio.Commands);
        Assert.DoesNotContain(_radio.Commands, command => command.Contains("P2P_GROUP_REMOVE", StringComparison.Ordinal));
        Assert.DoesNotContain(Entries(), line => line.Contains("00ff", StringComparison.Ordinal));
        _radio.With(Group);
        Assert.Equal(0, await RunAsync("status"));
        Assert.Contains("DIRECT-ab on p2p-wlan0-0: up, station, 2437 MHz", _output.Lines());
        Assert.Equal(0, await RunAsync("stop"));
        Assert.Contains($"{Device} P2P_GROUP_REMOVE {Group}", _radio.Commands);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder.Path, "wifi")));
    }

    private string? Script(string on, string command)
    {
        switch (command)
        {
            case "STATUS":
                return on == Group ? "ssid=DIRECT-ab\nmode=station\nwpa_state=COMPLETED\nfreq=2437" : on == Device ? "wpa_state=DISCONNECTED\np2p_device_address=02:00:00:00:00:00" : "wpa_state=INACTIVE";
            case $"P2P_PEER {Anna}":
                return $"{Anna}\ndevice_name=mesh anna@field\nlisten_freq=2412\noper_freq=0";
            case "GET device_name":
                return "field";
            case "P2P_GROUP_ADD freq=2437":
                _radio.With(Group);
                _radio.Tell(Device, $"P2P-GROUP-STARTED {Group} GO ssid=\"DIRECT-ab\" freq=2437 passphrase=\"secret12\" go_dev_addr=02:00:00:00:00:00");
                return null;
            case "STA-FIRST":
                return string.Empty;
            default:
                return null;
        }
    }

    private string[] Entries() => [.. Directory.EnumerateFiles(Path.Combine(_folder.Path, "wifi"), "*.ledger").SelectMany(File.ReadLines)];

    private Task<int> RunAsync(params string[] arguments)
    {
        Surroundings surroundings = TestSurroundings.Of(new Dictionary<string, string> { ["HOME"] = _folder.Path }, output: _output, error: _error);
        return new CommandTree(surroundings, (_, _) => throw new InvalidOperationException("No node here."), screen: null)
            .RunAsync(["wifi", .. arguments, "--data", _folder.Path, "--wpa-socket", _radio.Folder], _keys.Token);
    }
}
