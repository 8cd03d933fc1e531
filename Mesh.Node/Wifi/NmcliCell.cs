using System.Security.Cryptography;
using Mesh.Node.Configuration;
using Mesh.Node.Processes;

namespace Mesh.Node.Wifi;

/// <summary>
/// Makes a network through NetworkManager's command nmcli, on a radio that it manages. The connection is kept in memory only, so that a restart forgets it too;
/// the passphrase goes by standard input, since everybody may read arguments.
/// </summary>
internal sealed class NmcliCell : ICellWay
{
    /// <summary>What the names of the connections begin with that are made here.</summary>
    public const string ConnectionMark = "mesh-wifi-";

    private const string Wifi = "wifi";

    private readonly IPrograms _programs;
    private readonly string _on;
    private readonly WifiLedger _ledger;

    /// <param name="programs">Runs nmcli.</param>
    /// <param name="on">The interface, which NetworkManager manages.</param>
    /// <param name="ledger">Where changes are written down.</param>
    public NmcliCell(IPrograms programs, string on, WifiLedger ledger)
    {
        (_programs, _on, _ledger) = (programs, on, ledger);
    }

    /// <inheritdoc/>
    public bool GivesAddresses => _programs.Has("dnsmasq");

    /// <inheritdoc/>
    public async Task<string> MakeAsync(CellPlan plan, CancellationToken cancellationToken)
    {
        ProgramAnswer active = await _programs.RunAsync(["nmcli", "-t", "-f", "UUID,DEVICE", "connection", "show", "--active"], null, cancellationToken);
        if (active.Output.Split('\n').Select(line => line.Split(':')).FirstOrDefault(fields => fields is [_, var device] && device == _on) is [var former, _])
        {
            Write(["nmcli", "connection", "up", "uuid", former], string.Empty);
        }

        // A name of its own: nobody else's connection is deleted by it.
        string connection = $"{ConnectionMark}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        Write(["nmcli", "connection", "delete", "id", connection], plan.Name);
        ProgramAnswer added = await _programs.RunAsync([.. Add(plan, connection)], null, cancellationToken);
        Check(added, plan);
        ProgramAnswer up = await _programs.RunAsync(
            ["nmcli", "--wait", "30", "connection", "up", "id", connection, .. plan.Passphrase is null ? (string[])[] : ["passwd-file", "/dev/stdin"]],
            plan.Passphrase is null ? null : $"802-11-wireless-security.psk:{plan.Passphrase}\n",
            cancellationToken);
        Check(up, plan);
        return _on;
    }

    private IEnumerable<string> Add(CellPlan plan, string connection)
    {
        string[] security = plan.Passphrase is null
            ? []
            : ["wifi-sec.key-mgmt", "wpa-psk", "wifi-sec.proto", "rsn", "wifi-sec.pairwise", "ccmp", "wifi-sec.group", "ccmp"];
        string[] mode = plan.IsAccessPoint
            ? ["wifi.mode", "ap", "ipv4.method", GivesAddresses ? "shared" : "link-local"]
            : ["wifi.mode", "adhoc", "wifi.bssid", plan.Bssid, "ipv4.method", "link-local"];
        return
        [
            "nmcli", "connection", "add", "save", "no", "type", Wifi, "ifname", _on, "con-name", connection, "autoconnect", "no", "ssid", plan.Name,
            "wifi.band", "bg", "wifi.channel", FormattableString.Invariant($"{plan.Channel}"), "wifi.powersave", "2", "ipv6.method", "link-local", .. mode, .. security,
        ];
    }

    private void Write(IReadOnlyList<string> undo, string name) => _ledger.Write(new LedgerEntry { Number = 0, Kind = UndoKind.Program, On = _on, Undo = undo, Name = name });

    private void Check(ProgramAnswer answer, CellPlan plan)
    {
        if (answer.IsGood)
        {
            return;
        }

        bool isDenied = (answer.Error + answer.Output).Contains("privileges", StringComparison.OrdinalIgnoreCase) || answer.Error.Contains("Not authorized", StringComparison.OrdinalIgnoreCase);
        throw new ComplaintException(isDenied
            ? $"NetworkManager does not let this account make a network (polkit: {answer.Complaint}); sit at the machine itself instead of a remote session, or run this one command with sudo."
            : $"NetworkManager does not make '{SettingValue.Shown(plan.Name)}' on '{_on}': {answer.Complaint}; 'mesh wifi' tells what the radio can do.");
    }
}
