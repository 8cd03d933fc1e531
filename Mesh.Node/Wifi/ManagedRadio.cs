using Mesh.Node.Configuration;
using Mesh.Node.Processes;

namespace Mesh.Node.Wifi;

/// <summary>
/// Takes a radio from NetworkManager for as long as a Wi-Fi Direct group is wanted. It has to: NetworkManager (1.42) removes every group that it did not ask
/// for from wpa_supplicant, at once. Only a radio that is in no network is taken; its owner would miss a network more than gain by a group.
/// </summary>
internal sealed class ManagedRadio
{
    /// <summary>wpa_supplicant on the system's bus.</summary>
    public const string Service = "fi.w1.wpa_supplicant1";

    /// <summary>The object of the same, and the root of those of its interfaces.</summary>
    public const string Root = "/fi/w1/wpa_supplicant1";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    private readonly IPrograms _programs;
    private readonly WpaFolder _folder;
    private readonly WifiLedger _ledger;
    private readonly TimeProvider _time;

    public ManagedRadio(IPrograms programs, WpaFolder folder, WifiLedger ledger, TimeProvider time)
    {
        (_programs, _folder, _ledger, _time) = (programs, folder, ledger, time);
    }

    /// <summary>Takes the radio, if NetworkManager has it.</summary>
    /// <param name="wanted">The interface that a person named; null for the first that NetworkManager has.</param>
    /// <param name="cancellationToken">Gives up; what was begun stands in the ledger.</param>
    /// <returns>The interface that was taken; null when there was nothing to take.</returns>
    /// <exception cref="ComplaintException">It is in a network, or this account may not.</exception>
    public async Task<string?> TakeAsync(string? wanted, CancellationToken cancellationToken)
    {
        IReadOnlyList<NmcliDevice> devices = await NmcliDevice.AllAsync(_programs, cancellationToken);
        if (devices.FirstOrDefault(device => wanted is null || device.Interface == wanted) is not { } managed)
        {
            return null;
        }

        string on = managed.Interface;
        if (managed.IsInNetwork)
        {
            throw new ComplaintException($"'{on}' is in a Wi-Fi network, and NetworkManager ends every Wi-Fi Direct group beside it; leave that network with 'nmcli device disconnect {on}', or take another radio with --interface.");
        }

        Write(["nmcli", "device", "set", on, "managed", "yes"]);
        await DoAsync(["nmcli", "device", "set", on, "managed", "no"], on, cancellationToken);
        await UntilAsync(() => !_folder.Interfaces().Contains(on), cancellationToken);
        ProgramAnswer made = await DoAsync(["busctl", "call", Service, Root, Service, "CreateInterface", "a{sv}", "1", "Ifname", "s", on], on, cancellationToken);
        if (made.Output.Split('"') is [_, var path, ..])
        {
            Write(["busctl", "call", Service, Root, Service, "RemoveInterface", "o", path]);
        }

        await UntilAsync(() => _folder.Devices().Any(device => WpaFolder.StationOf(device) == on), cancellationToken);
        return on;
    }

    private void Write(IReadOnlyList<string> undo) => _ledger.Write(new LedgerEntry { Number = 0, Kind = UndoKind.Program, Undo = undo });

    private async Task<ProgramAnswer> DoAsync(IReadOnlyList<string> command, string on, CancellationToken cancellationToken)
    {
        ProgramAnswer answer = await _programs.RunAsync(command, null, cancellationToken);
        return answer.IsGood
            ? answer
            : throw new ComplaintException($"'{on}' could not be taken from NetworkManager ('{command[0]}' says: {answer.Complaint.TrimEnd('.')}); join the group netdev with 'sudo usermod -aG netdev {Environment.UserName}' and log in again, run this one command with sudo, or take 'mesh wifi hotspot' or 'mesh wifi adhoc NAME', which go through NetworkManager.");
    }

    /// <summary>Waits for what usually comes; where it does not, what follows says what is missing.</summary>
    private async Task UntilAsync(Func<bool> isSo, CancellationToken cancellationToken)
    {
        long from = _time.GetTimestamp();
        while (!isSo() && _time.GetElapsedTime(from) < Patience)
        {
            await Task.Delay(Breath, _time, cancellationToken);
        }
    }
}
