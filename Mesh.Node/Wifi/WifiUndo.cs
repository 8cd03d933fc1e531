using Mesh.Node.Chat;
using Mesh.Node.Configuration;
using Mesh.Node.Processes;

namespace Mesh.Node.Wifi;

/// <summary>Takes back what ledgers say, last change first. Whatever is as it was already counts as taken back, so it may be done any number of times.</summary>
internal sealed class WifiUndo
{
    private readonly IPrograms _programs;
    private readonly TimeProvider _time;

    public WifiUndo(IPrograms programs, TimeProvider time)
    {
        _programs = programs;
        _time = time;
    }

    /// <summary>Takes back what runs left behind that were killed and would have taken it back themselves.</summary>
    /// <returns>What could not be taken back, one sentence each.</returns>
    /// <exception cref="ComplaintException">A ledger cannot be used; the others were taken back.</exception>
    public async Task<IReadOnlyList<string>> UndoKilledAsync(StoragePlace place, CancellationToken cancellationToken)
    {
        List<string> faults = [];
        List<string> complaints = [];
        foreach (string path in WifiLedger.Files(place).Where(WifiLedger.IsHeld).Reverse())
        {
            try
            {
                using WifiLedger? ledger = WifiLedger.TryTake(path);
                faults.AddRange(ledger is null ? [] : await UndoAsync(ledger, cancellationToken));
            }
            catch (ComplaintException complaint)
            {
                complaints.Add(complaint.Message);
            }
        }

        return complaints.Count == 0 ? faults : throw new ComplaintException(string.Join(' ', faults.Concat(complaints)));
    }

    /// <summary>Takes back all of a ledger.</summary>
    /// <returns>What could not be taken back, one sentence each; it stays in the ledger, but for lines that are no entries.</returns>
    /// <exception cref="ComplaintException">The ledger cannot be used.</exception>
    public async Task<IReadOnlyList<string>> UndoAsync(WifiLedger ledger, CancellationToken cancellationToken)
    {
        List<string> faults = [];
        LedgerText text = WifiLedger.Read(ledger.Path);
        if (text.Malformed.Count > 0)
        {
            faults.Add($"'{Printable.Line(ledger.Path)}' is malformed: {text.Malformed.Count} of its lines, such as '{SettingValue.Shown(text.Malformed[0])}', are no changes that 'mesh wifi' makes, and nothing was done for them; see with 'mesh wifi' that the radios are as you want them.");
        }

        List<LedgerEntry> left = [.. text.Entries];
        foreach (LedgerEntry entry in left.ToArray().Reverse())
        {
            string? fault = await UndoAsync(entry, cancellationToken);
            if (fault is null)
            {
                left.Remove(entry);
                TryKeep(ledger, left);
            }
            else
            {
                faults.Add(fault);
            }
        }

        ledger.Keep(left);
        return faults;
    }

    /// <summary>Keeps what is left after each step, for the case that this run is killed; a disk that does not take it is told of at the end.</summary>
    private static void TryKeep(WifiLedger ledger, IReadOnlyList<LedgerEntry> left)
    {
        try
        {
            ledger.Keep(left);
        }
        catch (ComplaintException)
        {
            // All else is taken back nevertheless, and may be once more.
        }
    }

    private async Task<string?> UndoAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Boot != WifiLedger.ThisBoot() && entry.Boot.Length > 0)
        {
            // Neither wpa_supplicant nor NetworkManager nor the kernel remembers any of it, and its names may be others' by now.
            return null;
        }

        if (entry.Kind == UndoKind.Program)
        {
            return await RunAsync(entry, cancellationToken);
        }

        try
        {
            WpaFolder folder = new(entry.Folder, _time);
            await using WpaSocket socket = folder.Open(entry.On, WpaSocket.Events().Writer);
            await (entry.Kind switch
            {
                UndoKind.Group => RemoveGroupsAsync(folder, socket, entry, cancellationToken),
                UndoKind.Network => RemoveNetworksAsync(socket, entry, cancellationToken),
                _ => socket.AskAsync(entry.Undo[0], cancellationToken),
            });
            return null;
        }
        catch (WpaException fault) when (fault.Fault == WpaFault.Absent)
        {
            // With the interface or wpa_supplicant itself all of its settings are gone.
            return null;
        }
        catch (WpaException fault)
        {
            return fault.Message;
        }
    }

    private async Task<string?> RunAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        ProgramAnswer answer = await _programs.RunAsync(entry.Undo, null, cancellationToken);
        string said = answer.Error + answer.Output;

        // The words of nmcli, iw and ip for what is gone already, and for a former network that is out of reach.
        bool isDone = answer.IsGood || ((string[])["unknown connection", "cannot delete unknown", "No such device", "Cannot find device", "activation failed", "No suitable device", "InterfaceUnknown", "not found", "(-19)", "(-95)", "(-67)"]).Any(word => said.Contains(word, StringComparison.Ordinal));
        return isDone ? null : $"'{string.Join(' ', entry.Undo)}' failed ({answer.Complaint}); run it with sudo, then 'mesh wifi stop' again.";
    }

    private static async Task RemoveGroupsAsync(WpaFolder folder, WpaSocket socket, LedgerEntry entry, CancellationToken cancellationToken)
    {
        // Without a name the run ended between the change and its answer: the group is whatever was not there before.
        IEnumerable<string> groups = entry.Made is { } made ? [made] : folder.Groups().Except(entry.Before);
        foreach (string group in groups)
        {
            string? name = WpaText.Line(await folder.TryAskAsync(group, "STATUS", cancellationToken) ?? string.Empty, "ssid");
            if (entry.Made is not null && name is not null && WpaText.Unescape(name) != entry.Name)
            {
                // wpa_supplicant was restarted since, and somebody else's group got the same interface.
                continue;
            }

            await socket.AskAsync($"P2P_GROUP_REMOVE {group}", cancellationToken);
        }

        if (entry.Made is null)
        {
            await socket.AskAsync("P2P_CANCEL", cancellationToken);
        }
    }

    private static async Task RemoveNetworksAsync(WpaSocket socket, LedgerEntry entry, CancellationToken cancellationToken)
    {
        string listed = await socket.AskAsync("LIST_NETWORKS", cancellationToken);
        foreach (string number in NetworkNumbers(listed).Except(entry.Before).Where(number => entry.Made is null || entry.Made == number))
        {
            // One without a name yet was added just before the end; another name belongs to somebody else.
            string name = await socket.AskAsync($"GET_NETWORK {number} ssid", cancellationToken);
            if (name is "FAIL" or "" || name == $"\"{entry.Name}\"" || name == WpaText.Hex(entry.Name))
            {
                await socket.AskAsync($"REMOVE_NETWORK {number}", cancellationToken);
            }
        }
    }

    /// <summary>The numbers of the networks that LIST_NETWORKS names.</summary>
    public static IReadOnlyList<string> NetworkNumbers(string listed) => [.. listed.Split('\n').Skip(1).Select(line => line.Split('\t')[0]).Where(number => number.Length > 0)];
}
