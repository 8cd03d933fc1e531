using Mesh.Node.Wifi;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Wifi;

/// <summary>What a machine's radios can do, read from a folder as the kernel shows it.</summary>
public sealed class RadioInventoryTests : IDisposable
{
    private const string Phy = """
        Wiphy phy0
        	max # scan SSIDs: 20
        	Supported interface modes:
        		 * IBSS
        		 * managed
        		 * AP
        		 * P2P-GO
        	Band 1:
        		 * not a mode
        """;

    private const string Rules = "global\ncountry DE: DFS-ETSI\n\t(2400 - 2483 @ 40), (N/A, 20), (N/A)\n\nphy#1 (self-managed)\ncountry US: DFS-FCC\n\t(2400 - 2472 @ 40)\n";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_radio_is_told_with_all_that_matters()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "class/ieee80211/phy0/rfkill2"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "class/net/eth0"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "class/net/wlan0/phy80211"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "class/ieee80211/phy0/device"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "class/ieee80211/phy0/device/driver"), "../../../bus/pci/drivers/iwlwifi");
        _folder.Write("class/net/wlan0/phy80211/name", "phy0\n");
        _folder.Write("class/ieee80211/phy0/rfkill2/hard", "0\n");
        _folder.Write("class/ieee80211/phy0/rfkill2/soft", "1\n");
        FakePrograms programs = new(line => line switch
        {
            "iw phy phy0 info" => FakePrograms.Good(Phy),
            "iw reg get" => FakePrograms.Good(Rules),
            "iw dev wlan0 get power_save" => FakePrograms.Good("Power save: on\n"),
            "nmcli -t -f DEVICE,TYPE,STATE device" => FakePrograms.Good("wlan0:wifi:unmanaged\n"),
            _ => null,
        });
        Radio radio = Assert.Single(await new RadioInventory(_folder.Path, programs).FindAsync(["wlan0"], TestContext.Current.CancellationToken));
        Assert.Equal(
            ["wlan0 (phy0): driver iwlwifi, managed by wpa_supplicant, country DE, power save on", "  can be: IBSS, managed, AP, P2P-GO", "  it is switched off; type: rfkill unblock wifi"],
            radio.Lines());
        Assert.Contains("\"savesPower\":true,\"blockedBy\":\"software\",\"manager\":\"wpa_supplicant\"", radio.Json().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_without_radios_has_none() =>
        Assert.Empty(await new RadioInventory(_folder.Path, new FakePrograms(_ => null) { Missing = { "iw", "nmcli" } }).FindAsync([], TestContext.Current.CancellationToken));

    [Fact]
    public void A_radio_with_rules_of_its_own_keeps_those()
    {
        Assert.Equal("DE", RadioInventory.Country(Rules, "phy0"));
        Assert.Equal("US", RadioInventory.Country(Rules, "phy1"));
        Assert.Null(RadioInventory.Country(string.Empty, "phy0"));
    }
}
