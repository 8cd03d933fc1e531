using Mesh.Node.Configuration;
using Mesh.Node.Guests;
using Mesh.Node.Lines;
using Mesh.Node.Processes;

namespace Mesh.Node.Wifi;

/// <summary><c>mesh wifi hotspot</c> and <c>mesh wifi adhoc</c>: makes the network by whoever manages the radio, and returns.</summary>
internal sealed class WifiCells
{
    private const string Caption = "With this code a phone joins; then let it open the page by /invite in the chat.";

    private readonly WifiAsked _asked;
    private readonly WifiLines _lines;
    private readonly WifiUndo _undo;
    private readonly IPrograms _programs;
    private readonly TimeProvider _time;

    public WifiCells(WifiAsked asked, WifiLines lines, WifiUndo undo, IPrograms programs, TimeProvider time)
    {
        (_asked, _lines, _undo, _programs, _time) = (asked, lines, undo, programs, time);
    }

    /// <summary>Makes it.</summary>
    /// <returns>0.</returns>
    /// <exception cref="ComplaintException">It can't be made.</exception>
    /// <exception cref="WpaException">The same, of wpa_supplicant.</exception>
    public async Task<int> MakeAsync(CellPlan plan, CancellationToken cancellationToken)
    {
        using WifiLedger ledger = WifiLedger.Begin(_asked.Place, isHeld: false, _time);
        bool isMade = false;
        try
        {
            ICellWay way = await WayAsync(ledger, cancellationToken);
            string on = await way.MakeAsync(plan, cancellationToken);
            isMade = true;
            await TellAsync(plan, on, way);
            return 0;
        }
        finally
        {
            if (!isMade)
            {
                await _lines.NotesAsync(await _undo.UndoAsync(ledger, CancellationToken.None));
            }
        }
    }

    /// <summary>Switches the hotspot of Windows on.</summary>
    /// <param name="isPlanned">Whether a person asked for a name, channel or passphrase, which Windows keeps in its settings.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ComplaintException">It can't be made so.</exception>
    public async Task<int> MakeOnWindowsAsync(bool isPlanned, CancellationToken cancellationToken)
    {
        if (isPlanned)
        {
            throw new ComplaintException("Windows keeps name and password of its hotspot itself: Settings, Network & internet, Mobile hotspot, Edit. Set them there, and type 'mesh wifi hotspot' alone.");
        }

        using WifiLedger ledger = WifiLedger.Begin(_asked.Place, isHeld: false, _time);
        (string name, string passphrase) = await new WindowsHotspot(_programs, ledger).StartAsync(cancellationToken);
        await _lines.SayAsync($"The mobile hotspot '{SettingValue.Shown(name)}' is up; its password is in Settings, Network & internet, Mobile hotspot.", JsonLine.Event("wifi-network").With("up", true).With("name", name).With("mode", "hotspot"));
        await _lines.ShowAsync(Caption, new WifiNetwork(name, passphrase, IsHidden: false).Code());
        await _lines.TellAsync($"The others join it as any Wi-Fi network. Then on all: mesh. End it with: {_asked.StopCommand}");
        return 0;
    }

    /// <summary>NetworkManager where it manages the radio, else wpa_supplicant where it looks after it, else the kernel's tools.</summary>
    private async Task<ICellWay> WayAsync(WifiLedger ledger, CancellationToken cancellationToken)
    {
        await _lines.NotesAsync(await _undo.UndoKilledAsync(_asked.Place, cancellationToken));
        WpaFolder folder = new(_asked.SocketFolder ?? WpaFolder.Usual, _time);
        if (_asked.SocketFolder is not null)
        {
            return new WpaCell(folder, _asked.Interface, ledger, _time);
        }

        string[] managed = [.. (await NmcliDevice.AllAsync(_programs, cancellationToken)).Select(device => device.Interface)];
        if (managed.FirstOrDefault(on => _asked.Interface is null || on == _asked.Interface) is { } byNetworkManager)
        {
            return new NmcliCell(_programs, byNetworkManager, ledger);
        }

        IReadOnlyList<string> radios = new RadioInventory(RadioInventory.Kernel, _programs).Interfaces();
        string wanted = _asked.Interface ?? (radios.Count > 0 ? radios[0] : throw new ComplaintException("This machine has no Wi-Fi radio that the system knows; plug one in, or see 'mesh wifi' and 'rfkill list'."));
        return Directory.Exists(folder.Path) && folder.Stations().Contains(wanted)
            ? new WpaCell(folder, wanted, ledger, _time)
            : new IwCell(_programs, wanted, ledger);
    }

    private async Task TellAsync(CellPlan plan, string on, ICellWay way)
    {
        string kind = plan.IsAccessPoint ? "hotspot" : "adhoc";
        await _lines.SayAsync(
            $"The {(plan.IsAccessPoint ? "hotspot" : "ad hoc cell")} '{SettingValue.Shown(plan.Name)}' is up on {on}, channel {plan.Channel}{(plan.IsAccessPoint ? string.Empty : $", cell {plan.Bssid}")}.",
            JsonLine.Event("wifi-network").With("up", true).With("name", plan.Name).With("interface", on).With("mode", kind).With("frequency", plan.Frequency).With("bssid", plan.IsAccessPoint ? null : plan.Bssid));
        await _lines.TellAsync(plan.IsAccessPoint
            ? $"The others join it as any Wi-Fi network{(way.GivesAddresses ? string.Empty : "; phones may leave it, since nobody gives them an address")}. Then on all: mesh"
            : $"On the others type: mesh wifi adhoc {ShellWord.Of(plan.Name)}{(plan.Channel == CellPlan.ChannelUsual ? string.Empty : $" --channel {plan.Channel}")}{(plan.Passphrase is null ? string.Empty : " --passphrase")}. Then on all: mesh");
        if (plan.IsAccessPoint)
        {
            await _lines.ShowAsync(Caption, new WifiNetwork(plan.Name, plan.Passphrase, IsHidden: false).Code());
        }

        await _lines.TellAsync($"End it with: {_asked.StopCommand}");
    }
}
