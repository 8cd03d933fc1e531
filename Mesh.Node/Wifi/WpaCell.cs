using System.Threading.Channels;

namespace Mesh.Node.Wifi;

/// <summary>Makes a network through wpa_supplicant, on an interface that it looks after.</summary>
internal sealed class WpaCell : ICellWay
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(200);

    private readonly WpaFolder _folder;
    private readonly string? _wanted;
    private readonly WifiLedger _ledger;
    private readonly TimeProvider _time;

    /// <param name="folder">Where the sockets are.</param>
    /// <param name="wanted">The interface that a person named; null for the first.</param>
    /// <param name="ledger">Where changes are written down.</param>
    /// <param name="time">Measures patience.</param>
    public WpaCell(WpaFolder folder, string? wanted, WifiLedger ledger, TimeProvider time)
    {
        (_folder, _wanted, _ledger, _time) = (folder, wanted, ledger, time);
    }

    /// <inheritdoc/>
    public bool GivesAddresses => false;

    /// <inheritdoc/>
    public async Task<string> MakeAsync(CellPlan plan, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> stations = _folder.Stations();
        string on = (_wanted is null ? stations.Count > 0 ? stations[0] : null : stations.FirstOrDefault(name => name == _wanted))
            ?? throw new WpaException(WpaFault.Absent, $"wpa_supplicant looks after no interface {(_wanted is null ? string.Empty : $"'{Configuration.SettingValue.Shown(_wanted)}' ")}in '{_folder.Path}'; see what there is with 'mesh wifi'.");
        Channel<WpaEvent> events = WpaSocket.Events();
        await using WpaSocket socket = _folder.Open(on, events.Writer);
        string listed = await socket.AskAsync("LIST_NETWORKS", cancellationToken);
        if (listed.Contains("[CURRENT]", StringComparison.Ordinal))
        {
            Write(on, "REASSOCIATE");
        }

        string former = await socket.AskAsync("GET ap_scan", cancellationToken);
        Write(on, $"AP_SCAN {(former is "0" or "1" or "2" ? former : "1")}");
        await socket.DoAsync("AP_SCAN 2", cancellationToken);
        string number = await AddAsync(socket, plan, WifiUndo.NetworkNumbers(listed), cancellationToken);
        foreach (string line in listed.Split('\n').Skip(1).Where(line => line.Length > 0 && !line.Contains("[DISABLED", StringComparison.Ordinal)))
        {
            Write(on, $"ENABLE_NETWORK {line.Split('\t')[0]}");
        }

        await socket.DoAsync($"SELECT_NETWORK {number}", cancellationToken);
        await StartedAsync(socket, plan, cancellationToken);
        return on;
    }

    private async Task<string> AddAsync(WpaSocket socket, CellPlan plan, IReadOnlyList<string> before, CancellationToken cancellationToken)
    {
        LedgerEntry entry = _ledger.Write(new LedgerEntry { Number = 0, Kind = UndoKind.Network, Folder = _folder.Path, On = socket.Interface, Before = before, Name = plan.Name });
        string number = await socket.AskAsync("ADD_NETWORK", cancellationToken);
        if (number.Length == 0 || !number.All(char.IsAsciiDigit))
        {
            throw new WpaException(WpaFault.Refused, $"wpa_supplicant takes no further network on '{socket.Interface}'; see its log with: journalctl -u wpa_supplicant.");
        }

        _ledger.Write(entry with { Made = number });
        List<string> values =
        [
            $"ssid {WpaText.Hex(plan.Name)}",
            $"mode {(plan.IsAccessPoint ? 2 : 1)}",
            FormattableString.Invariant($"frequency {plan.Frequency}"),
            .. plan.IsAccessPoint ? (string[])[] : [$"bssid {plan.Bssid}", "fixed_freq 1"],
            .. plan.Passphrase is null ? (string[])["key_mgmt NONE"] : ["key_mgmt WPA-PSK", "proto RSN", "pairwise CCMP", "group CCMP", $"psk \"{plan.Passphrase}\""],
        ];
        foreach (string value in values)
        {
            await socket.DoAsync($"SET_NETWORK {number} {value}", cancellationToken);
        }

        return number;
    }

    private async Task StartedAsync(WpaSocket socket, CellPlan plan, CancellationToken cancellationToken)
    {
        long from = _time.GetTimestamp();
        while (_time.GetElapsedTime(from) < StartPatience)
        {
            string status = await socket.AskAsync("STATUS", cancellationToken);
            if (WpaText.Line(status, "wpa_state") == "COMPLETED" && WpaText.Unescape(WpaText.Line(status, "ssid") ?? string.Empty) == plan.Name)
            {
                return;
            }

            await Task.Delay(Breath, _time, cancellationToken);
        }

        throw new WpaException(WpaFault.Refused, $"The radio of '{socket.Interface}' did not start '{plan.Name}' within {StartPatience.TotalSeconds:0} s; 'mesh wifi' tells whether it can be {(plan.IsAccessPoint ? "an access point" : "in an ad hoc cell")}.");
    }

    private void Write(string on, string undo) => _ledger.Write(new LedgerEntry { Number = 0, Kind = UndoKind.Command, Folder = _folder.Path, On = on, Undo = [undo] });
}
