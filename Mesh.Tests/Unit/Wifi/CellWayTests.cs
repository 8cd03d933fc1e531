using Mesh.Node.Configuration;
using Mesh.Node.Processes;
using Mesh.Node.Wifi;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Wifi;

/// <summary>Networks made by the system's own programs, and taken back.</summary>
public sealed class CellWayTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task NetworkManager_makes_a_cell_that_it_forgets_and_the_former_connection_comes_back()
    {
        FakePrograms programs = new(line => line.Contains("--active", StringComparison.Ordinal) ? FakePrograms.Good("aa-11:wlan0\nbb-22:eth0\n") : null);
        using WifiLedger ledger = Ledger();
        CellPlan plan = CellPlan.Of("field", "11", "four random words", isAccessPoint: false);
        Assert.Equal("wlan0", await new NmcliCell(programs, "wlan0", ledger).MakeAsync(plan, _token));
        string added = programs.Commands.Single(line => line.Contains("connection add", StringComparison.Ordinal));
        Assert.Contains($"save no type wifi ifname wlan0", added, StringComparison.Ordinal);
        Assert.Contains($"wifi.channel 11 wifi.powersave 2 ipv6.method link-local wifi.mode adhoc wifi.bssid {plan.Bssid}", added, StringComparison.Ordinal);
        Assert.DoesNotContain(programs.Commands, line => line.Contains("four random", StringComparison.Ordinal));
        Assert.Equal("802-11-wireless-security.psk:four random words\n", Assert.Single(programs.Inputs));
        Assert.DoesNotContain("four random", File.ReadAllText(ledger.Path), StringComparison.Ordinal);
        programs.Commands.Clear();
        Assert.Empty(await new WifiUndo(programs, TimeProvider.System).UndoAsync(ledger, _token));
        Assert.Collection(
            programs.Commands,
            line => Assert.StartsWith("nmcli connection delete id mesh-wifi-", line, StringComparison.Ordinal),
            line => Assert.Equal("nmcli connection up uuid aa-11", line));
    }

    [Fact]
    public async Task A_refusal_of_NetworkManager_names_the_right_that_is_missing()
    {
        FakePrograms programs = new(line => line.Contains("connection add", StringComparison.Ordinal) ? new ProgramAnswer(4, string.Empty, "Error: Failed to add 'x' connection: Insufficient privileges.\n") : null);
        using WifiLedger ledger = Ledger();
        ComplaintException complaint = await Assert.ThrowsAsync<ComplaintException>(() => new NmcliCell(programs, "wlan0", ledger).MakeAsync(CellPlan.Of("field", null, null, isAccessPoint: true), _token));
        Assert.Contains("polkit", complaint.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_kernels_tools_make_a_cell_of_fixed_address_and_channel_and_take_it_back_in_reverse()
    {
        FakePrograms programs = new(line => line == "iw dev wlan0 info" ? FakePrograms.Good("Interface wlan0\n\tifindex 3\n\ttype managed\n") : null);
        using WifiLedger ledger = Ledger();
        CellPlan plan = CellPlan.Of("field", null, null, isAccessPoint: false);
        await new IwCell(programs, "wlan0", ledger).MakeAsync(plan, _token);
        Assert.Equal($"iw dev wlan0 ibss join field 2437 fixed-freq {plan.Bssid}", programs.Commands[^1]);
        programs.Commands.Clear();
        Assert.Empty(await new WifiUndo(programs, TimeProvider.System).UndoAsync(ledger, _token));
        Assert.Equal(["iw dev wlan0 ibss leave", "ip link set wlan0 down", "iw dev wlan0 set type managed", "ip link set wlan0 up"], programs.Commands);
        Assert.False(File.Exists(ledger.Path));
    }

    [Fact]
    public async Task What_is_missing_for_the_kernels_tools_is_named_with_its_mend()
    {
        using WifiLedger ledger = Ledger();
        CellPlan open = CellPlan.Of("field", null, null, isAccessPoint: false);
        FakePrograms without = new(_ => null) { Missing = { "iw" } };
        Assert.Contains("sudo apt install iw", await ComplaintAsync(without, open), StringComparison.Ordinal);
        FakePrograms denied = new(line => line.StartsWith("ip ", StringComparison.Ordinal) ? new ProgramAnswer(2, string.Empty, "RTNETLINK answers: Operation not permitted\n") : null);
        Assert.Contains("CAP_NET_ADMIN", await ComplaintAsync(denied, open), StringComparison.Ordinal);
        Assert.Contains("wpa_supplicant", await ComplaintAsync(denied, CellPlan.Of("field", null, "four random words", isAccessPoint: false)), StringComparison.Ordinal);

        async Task<string> ComplaintAsync(FakePrograms programs, CellPlan plan) =>
            (await Assert.ThrowsAsync<ComplaintException>(() => new IwCell(programs, "wlan0", ledger).MakeAsync(plan, _token))).Message;
    }

    [Fact]
    public async Task A_radio_without_a_network_is_taken_from_NetworkManager_and_given_back()
    {
        await using FakeSupplicant supplicant = new FakeSupplicant().With("wlan0").With("p2p-dev-wlan0");
        FakePrograms programs = new(line =>
        {
            if (line.EndsWith("managed no", StringComparison.Ordinal))
            {
                supplicant.Without("wlan0");
                supplicant.Without("p2p-dev-wlan0");
            }
            else if (line.Contains("CreateInterface", StringComparison.Ordinal))
            {
                supplicant.With("wlan0").With("p2p-dev-wlan0");
                return FakePrograms.Good("o \"/fi/w1/wpa_supplicant1/Interfaces/3\"\n");
            }

            return line.EndsWith(" device", StringComparison.Ordinal) ? FakePrograms.Good("p2p-dev-wlan0:wifi-p2p:disconnected\nwlan0:wifi:disconnected\n") : null;
        });
        using WifiLedger ledger = Ledger();
        Assert.Equal("wlan0", await new ManagedRadio(programs, new WpaFolder(supplicant.Folder, TimeProvider.System), ledger, TimeProvider.System).TakeAsync(null, _token));
        programs.Commands.Clear();
        Assert.Empty(await new WifiUndo(programs, TimeProvider.System).UndoAsync(ledger, _token));
        Assert.Collection(
            programs.Commands,
            line => Assert.EndsWith("RemoveInterface o /fi/w1/wpa_supplicant1/Interfaces/3", line, StringComparison.Ordinal),
            line => Assert.Equal("nmcli device set wlan0 managed yes", line));
    }

    [Fact]
    public async Task A_radio_in_a_network_is_left_to_NetworkManager()
    {
        FakePrograms programs = new(_ => FakePrograms.Good("wlan0:wifi:connected\n"));
        using WifiLedger ledger = Ledger();
        ComplaintException complaint = await Assert.ThrowsAsync<ComplaintException>(() => new ManagedRadio(programs, new WpaFolder(_folder.Path, TimeProvider.System), ledger, TimeProvider.System).TakeAsync(null, _token));
        Assert.Contains("nmcli device disconnect wlan0", complaint.Message, StringComparison.Ordinal);
        Assert.Single(programs.Commands);
    }

    [Fact]
    public async Task What_cannot_be_taken_back_stays_written_down()
    {
        FakePrograms programs = new(line => line.EndsWith("leave", StringComparison.Ordinal) ? new ProgramAnswer(1, string.Empty, "command failed: Operation not permitted (-1)\n") : null);
        using WifiLedger ledger = Ledger();
        await new IwCell(programs, "wlan0", ledger).MakeAsync(CellPlan.Of("field", null, null, isAccessPoint: false), _token);
        Assert.Contains("sudo", Assert.Single(await new WifiUndo(programs, TimeProvider.System).UndoAsync(ledger, _token)), StringComparison.Ordinal);
        Assert.Equal(["iw", "dev", "wlan0", "ibss", "leave"], Assert.Single(WifiLedger.Read(ledger.Path).Entries).Undo);
    }

    [Theory]
    [InlineData("", null, null, "no name")]
    [InlineData("a name of far more than thirty-two bytes", null, null, "no name")]
    [InlineData("field", "14", null, "--channel '14'")]
    [InlineData("field", "x", null, "--channel 'x'")]
    [InlineData("field", null, "short", "8 to 63")]
    [InlineData("field", null, "pässwörter", "8 to 63")]
    public void A_plan_that_radios_cannot_keep_is_refused(string name, string? channel, string? passphrase, string named) =>
        Assert.Contains(named, Assert.Throws<ComplaintException>(() => CellPlan.Of(name, channel, passphrase, isAccessPoint: false)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_same_name_gives_the_same_cell_and_another_name_another()
    {
        string cell = CellPlan.Of("field", null, null, isAccessPoint: false).Bssid;
        Assert.Equal(cell, CellPlan.Of("field", "11", "four random words", isAccessPoint: false).Bssid);
        Assert.NotEqual(cell, CellPlan.Of("camp", null, null, isAccessPoint: false).Bssid);
        Assert.Matches("^02(:[0-9a-f]{2}){5}$", cell);
    }

    private WifiLedger Ledger() => WifiLedger.Begin(new StoragePlace(_folder.Path, IsChosen: true), isHeld: false, TimeProvider.System);
}
