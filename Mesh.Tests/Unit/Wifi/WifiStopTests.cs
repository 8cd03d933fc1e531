using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Mesh.Node.Commands;
using Mesh.Node.Configuration;
using Mesh.Node.Processes;
using Mesh.Node.Wifi;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Wifi;

/// <summary>What 'mesh wifi stop' finds in the data folder may be broken, in use, or somebody else's; it is never more than what this program wrote.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class WifiStopTests : IAsyncDisposable
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = OwnFile | UnixFileMode.UserExecute;
    private const string Foreigner = "12345";

    private readonly TestFolder _data = new();
    private readonly FakeSupplicant _radio = new();
    private readonly CapturedText _output = new();
    private readonly CapturedText _error = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly string _folder;
    private RadioModel _model = new();

    public WifiStopTests()
    {
        _radio.With("wlan0").Answer = (_, command) =>
        {
            (_model, string? answer) = _model.Take(command);
            return answer;
        };
        _folder = Path.Combine(_data.Path, "wifi");
        Directory.CreateDirectory(_folder, OwnFolder);
    }

    private LedgerEntry Change => new() { Number = 1, Kind = UndoKind.Command, Folder = _radio.Folder, On = "wlan0", Undo = ["REASSOCIATE"] };

    public async ValueTask DisposeAsync()
    {
        await _radio.DisposeAsync();
        _limit.Dispose();
        _data.Dispose();
    }

    [Theory]
    [InlineData("lock")]
    [InlineData("folder")]
    public async Task A_process_that_only_has_the_number_of_a_run_is_not_ended(string fault)
    {
        using Process bystander = Process.Start("sleep", "60");
        try
        {
            string path = Ledger($"1-{bystander.Id}-held-0.ledger", Change);
            using IDisposable? held = Spoil(path, fault);
            Assert.Equal(2, await RunAsync("stop"));
            Assert.Contains(path, _error.ToString(), StringComparison.Ordinal);
            Assert.False(bystander.HasExited);
            Assert.True(File.Exists(path));
        }
        finally
        {
            bystander.Kill();
        }
    }

    [Fact]
    public void Only_the_very_process_that_made_a_ledger_is_its_run()
    {
        int own = Environment.ProcessId;
        Assert.Equal(own, WifiLedger.RunOf($"/x/1-{own}-held-{UnixProcess.Start(own)}.ab.ledger"));
        Assert.Null(WifiLedger.RunOf($"/x/1-{own}-held-{UnixProcess.Start(own)}1.ab.ledger"));
        Assert.Null(WifiLedger.RunOf($"/x/1-1-held-{UnixProcess.Start(1)}.ab.ledger"));
        Assert.Null(WifiLedger.RunOf("/x/1-0-held-0.ab.ledger"));
        using WifiLedger ledger = WifiLedger.Begin(new StoragePlace(_data.Path, IsChosen: true), isHeld: true, TimeProvider.System);
        ledger.Write(Change with { Number = 0 });
        Assert.Equal(own, WifiLedger.RunOf(ledger.Path));
        Assert.Equal(ledger.Path, Assert.Single(WifiLedger.Files(new StoragePlace(_data.Path, IsChosen: true))));
    }

    [Theory]
    [InlineData("stop", "folder")]
    [InlineData("stop", "link")]
    [InlineData("stop", "writable")]
    [InlineData("stop", "lock link")]
    [InlineData("stop", "foreign")]
    [InlineData("status", "link")]
    [InlineData("status", "writable")]
    [InlineData("host", "folder")]
    [InlineData("host", "writable")]
    public async Task A_ledger_that_cannot_be_used_is_one_complaint_and_does_not_block_the_others(string command, string fault)
    {
        string good = Ledger("1-999999-held-0.ledger", Change);
        string bad = Ledger("2-999999-held-0.ledger", Change with { Undo = ["AP_SCAN 2"] });
        using IDisposable? held = Spoil(bad, fault);
        Assert.Equal(2, await RunAsync(command));
        Assert.Contains(bad, Assert.Single(_error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain(_radio.Commands, told => told.Contains("AP_SCAN", StringComparison.Ordinal));
        Assert.Equal(command == "status", File.Exists(good));
        Assert.Equal(command != "status", _radio.Commands.Contains("wlan0 REASSOCIATE"));
    }

    [Theory]
    [InlineData("stop", "writable")]
    [InlineData("status", "writable")]
    [InlineData("host", "writable")]
    [InlineData("stop", "link")]
    [InlineData("host", "foreign")]
    [InlineData("status", "file")]
    public async Task A_folder_that_others_may_have_filled_is_refused(string command, string fault)
    {
        Ledger("1-999999-held-0.ledger", Change);
        Spoil(_folder, fault);
        Assert.Equal(2, await RunAsync(command));
        Assert.Contains(_folder, _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_radio.Commands);
    }

    [Fact]
    public void A_folder_that_is_there_is_closed_to_the_eyes_of_others()
    {
        File.SetUnixFileMode(_folder, OwnFolder | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        using WifiLedger ledger = WifiLedger.Begin(new StoragePlace(_data.Path, IsChosen: true), isHeld: true, TimeProvider.System);
        ledger.Write(Change with { Number = 0 });
        Assert.Equal(OwnFolder, File.GetUnixFileMode(_folder));
        Assert.All(Directory.EnumerateFiles(_folder), file => Assert.Equal(OwnFile, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task A_malformed_line_is_told_and_goes_with_the_rest()
    {
        string path = Ledger("1-999999-held-0.ledger", Change with { Undo = [] }, Change with { Number = 2 });
        Assert.Equal(1, await RunAsync("stop"));
        Assert.Contains("malformed", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal("wlan0 REASSOCIATE", Assert.Single(_radio.Commands));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_malformed_line_stays_while_something_else_could_not_be_taken_back()
    {
        LedgerEntry leave = new() { Number = 2, Kind = UndoKind.Program, Undo = ["iw", "dev", "wlan0", "ibss", "leave"] };
        string path = Ledger("1-999999-held-0.ledger", Change with { Undo = [] }, leave, leave with { Number = 3 });
        int run = 0;
        FakePrograms programs = new(_ => run++ == 0 ? null : new ProgramAnswer(1, string.Empty, "Operation not permitted"));
        using WifiLedger ledger = WifiLedger.TryTake(path)!;
        Assert.Equal(2, (await new WifiUndo(programs, TimeProvider.System).UndoAsync(ledger, _limit.Token)).Count);
        LedgerText left = WifiLedger.Read(path);
        Assert.Equal((2, 1), (Assert.Single(left.Entries).Number, left.Malformed.Count));
    }

    [Theory]
    [InlineData(true, "nmcli", "connection", "up", "uuid", "0a1b-22")]
    [InlineData(true, "nmcli", "connection", "delete", "id", "mesh-wifi-0a1b2c3d")]
    [InlineData(true, "nmcli", "device", "set", "wlan0", "managed", "yes")]
    [InlineData(true, "busctl", "call", "fi.w1.wpa_supplicant1", "/fi/w1/wpa_supplicant1", "fi.w1.wpa_supplicant1", "RemoveInterface", "o", "/fi/w1/wpa_supplicant1/Interfaces/3")]
    [InlineData(true, "ip", "link", "set", "wlan0", "down")]
    [InlineData(true, "iw", "dev", "wlan0", "ibss", "leave")]
    [InlineData(true, "iw", "dev", "wlan0", "set", "type", "managed")]
    [InlineData(false)]
    [InlineData(false, "sh", "-c", "id")]
    [InlineData(false, "/tmp/ip", "link", "set", "wlan0", "up")]
    [InlineData(false, "ip", "netns", "exec", "x", "sh")]
    [InlineData(false, "ip", "link", "set", "-batch", "up")]
    [InlineData(false, "nmcli", "connection", "delete", "id", "home")]
    [InlineData(false, "busctl", "call", "org.freedesktop.systemd1", "/fi/w1/wpa_supplicant1", "fi.w1.wpa_supplicant1", "RemoveInterface", "o", "/x")]
    [InlineData(false, "powershell.exe", "-Command", "calc")]
    public void Only_programs_that_this_one_writes_down_are_run(bool isAllowed, params string[] undo) =>
        Assert.Equal(isAllowed, LedgerEntry.Of(new LedgerEntry { Number = 1, Kind = UndoKind.Program, Undo = undo }.ToString()) is not null);

    [Theory]
    [InlineData(true, "SET device_name anna's field")]
    [InlineData(true, "AP_SCAN 1")]
    [InlineData(true, "ENABLE_NETWORK 12")]
    [InlineData(true, "REASSOCIATE")]
    [InlineData(false, "SET ctrl_interface /tmp")]
    [InlineData(false, "AP_SCAN 1 2")]
    [InlineData(false, "ENABLE_NETWORK all")]
    [InlineData(false, "TERMINATE")]
    [InlineData(false, "REASSOCIATE", "REASSOCIATE")]
    public void Only_commands_that_this_program_writes_down_reach_wpa_supplicant(bool isAllowed, params string[] undo) =>
        Assert.Equal(isAllowed, LedgerEntry.Of((Change with { Undo = undo }).ToString()) is not null);

    [Theory]
    [InlineData("""{"entry":1,"kind":"7","folder":"/run/x","on":"wlan0","undo":["REASSOCIATE"],"before":[],"made":null,"name":"","boot":""}""")]
    [InlineData("""{"entry":0,"kind":"Group","folder":"/run/x","on":"wlan0","undo":[],"before":[],"made":null,"name":"","boot":""}""")]
    [InlineData("""{"entry":1,"kind":"Group","folder":"run","on":"wlan0","undo":[],"before":[],"made":null,"name":"","boot":""}""")]
    [InlineData("""{"entry":1,"kind":"Group","folder":"/run/x","on":"wlan0","undo":[],"before":[],"made":"../y","name":"","boot":""}""")]
    [InlineData("""{"entry":1,"kind":"Network","folder":"/run/x","on":"wlan0","undo":[],"before":[],"made":"all","name":"","boot":""}""")]
    [InlineData("""{"entry":1,"kind":"Group","folder":"/run/x","on":7,"undo":[],"before":[],"made":null,"name":"","boot":""}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public void A_line_that_is_no_entry_is_none(string line) => Assert.Null(LedgerEntry.Of(line));

    [Fact]
    public async Task What_sudo_made_is_ended_by_sudo_and_names_are_quoted_for_the_shell()
    {
        Assert.Equal(0, await RunAsync("adhoc", "it's; reboot"));
        Assert.Contains(@"mesh wifi adhoc 'it'\''s; reboot'. Then", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"End it with: sudo mesh wifi stop --data {_data.Path}\n", _output.ToString(), StringComparison.Ordinal);
    }

    private static IDisposable? Spoil(string path, string fault)
    {
        switch (fault)
        {
            case "lock":
                return new FileStream(path + ".lock", FileMode.Create, FileAccess.ReadWrite, FileShare.None);
            case "folder":
                Directory.CreateDirectory(path + ".lock");
                break;
            case "lock link":
                File.CreateSymbolicLink(path + ".lock", path);
                break;
            case "link":
                Directory.Move(path, path + ".real");
                File.CreateSymbolicLink(path, path + ".real");
                break;
            case "file":
                Directory.Delete(path, recursive: true);
                File.WriteAllText(path, string.Empty);
                break;
            case "writable":
                File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.GroupWrite);
                break;
            default:
                Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root gives files away.");
                using (Process giving = Process.Start("chown", [Foreigner, path]))
                {
                    giving.WaitForExit();
                }

                break;
        }

        return null;
    }

    private string Ledger(string name, params LedgerEntry[] entries)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, string.Concat(entries.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry}\n"))));
        File.SetUnixFileMode(path, OwnFile);
        return path;
    }

    private Task<int> RunAsync(params string[] arguments)
    {
        Surroundings surroundings = TestSurroundings.Of(new Dictionary<string, string> { ["SUDO_USER"] = "anna" }, output: _output, error: _error) with { Time = new HastyTime() };
        return new CommandTree(surroundings, (_, _) => throw new InvalidOperationException("No node here."), screen: null)
            .RunAsync(["wifi", .. arguments, "--data", _data.Path, "--wpa-socket", _radio.Folder], _limit.Token);
    }
}
