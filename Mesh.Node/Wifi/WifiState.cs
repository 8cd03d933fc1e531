using System.Globalization;
using Mesh.Node.Chat;
using Mesh.Node.Configuration;
using Mesh.Node.Lines;
using Mesh.Node.Processes;

namespace Mesh.Node.Wifi;

/// <summary><c>mesh wifi status</c> and <c>mesh wifi stop</c>.</summary>
internal sealed class WifiState
{
    private const int LeftCode = 1;
    private const int MembersMax = 256;
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);

    private readonly WifiAsked _asked;
    private readonly WifiLines _lines;
    private readonly WifiUndo _undo;
    private readonly TimeProvider _time;

    public WifiState(WifiAsked asked, WifiLines lines, WifiUndo undo, TimeProvider time)
    {
        (_asked, _lines, _undo, _time) = (asked, lines, undo, time);
    }

    /// <summary>Tells what was made and how it is.</summary>
    /// <exception cref="ComplaintException">A ledger cannot be read; the others were told of.</exception>
    public async Task<int> StatusAsync(CancellationToken cancellationToken)
    {
        int told = 0;
        List<string> complaints = [];
        foreach (string path in WifiLedger.Files(_asked.Place))
        {
            foreach (LedgerEntry entry in Entries(path, complaints).Where(entry => entry is { Kind: UndoKind.Group or UndoKind.Network, Made: not null } || entry is { Kind: UndoKind.Program, Name.Length: > 0 }))
            {
                await TellAsync(entry, cancellationToken);
                told++;
            }
        }

        if (complaints.Count > 0)
        {
            throw new ComplaintException(string.Join(' ', complaints));
        }

        if (told == 0)
        {
            await _lines.SayAsync("No Wi-Fi network of mesh is up. Make one with: mesh wifi host", JsonLine.Event("wifi-network").With("up", false));
        }

        return 0;
    }

    /// <summary>Ends running 'mesh wifi' commands of this data folder and takes back what they and earlier ones changed.</summary>
    /// <returns>0; 1 when something could not be taken back, which is told.</returns>
    /// <exception cref="ComplaintException">A ledger cannot be used; the others were taken back.</exception>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        List<string> faults = [];
        List<string> complaints = [];
        IReadOnlyList<string> files = WifiLedger.Files(_asked.Place);
        foreach (string path in files.Reverse())
        {
            try
            {
                using WifiLedger? ledger = await TakeAsync(path, cancellationToken);
                faults.AddRange(ledger is null
                    ? [$"The process {WifiLedger.ProcessOf(path)} does not end; end it, then type 'mesh wifi stop' again."]
                    : await _undo.UndoAsync(ledger, cancellationToken));
            }
            catch (ComplaintException complaint)
            {
                complaints.Add(complaint.Message);
            }
        }

        await _lines.NotesAsync(faults);
        if (complaints.Count > 0)
        {
            throw new ComplaintException(string.Join(' ', complaints));
        }

        if (faults.Count == 0)
        {
            await _lines.SayAsync(files.Count == 0 ? "Nothing was changed, so nothing is to be put back." : "Everything is as it was.", JsonLine.Event("wifi-stopped").With("taken", files.Count));
        }

        return faults.Count == 0 ? 0 : LeftCode;
    }

    /// <summary>Takes over a ledger, whose run is ended first if it lives; null when that does not end.</summary>
    private async Task<WifiLedger?> TakeAsync(string path, CancellationToken cancellationToken)
    {
        long from = _time.GetTimestamp();
        bool isAsked = false;
        while (true)
        {
            if (WifiLedger.TryTake(path) is { } ledger)
            {
                return ledger;
            }

            int? run = WifiLedger.RunOf(path);
            bool isLate = _time.GetElapsedTime(from) > EndPatience;
            if (isLate && _time.GetElapsedTime(from) > EndPatience * 2)
            {
                return run is not null ? null : throw new ComplaintException($"'{Printable.Line(path)}' is held by a process that is no run of 'mesh wifi' which could be ended from here; find it, with 'fuser' on Linux, end it, then type 'mesh wifi stop' again.");
            }

            // A run takes back itself; what it does not get done is in the ledger. Another 'mesh wifi stop' is waited for.
            if (run is { } process && (!isAsked || isLate))
            {
                End(process, isLate);
                isAsked = true;
            }

            await Task.Delay(Breath, _time, cancellationToken);
        }
    }

    private static IReadOnlyList<LedgerEntry> Entries(string path, List<string> complaints)
    {
        try
        {
            return WifiLedger.Read(path).Entries;
        }
        catch (ComplaintException complaint)
        {
            complaints.Add(complaint.Message);
            return [];
        }
    }

    private async Task TellAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        string on = entry.Kind == UndoKind.Group ? entry.Made! : entry.On;
        string status = string.Empty;
        IReadOnlyList<string> members = [];
        try
        {
            if (entry.Kind != UndoKind.Program)
            {
                WpaFolder folder = new(entry.Folder, _time);
                await using WpaSocket socket = folder.Open(on, WpaSocket.Events().Writer);
                status = await socket.AskAsync("STATUS", cancellationToken);
                members = await MembersAsync(socket, cancellationToken);
            }
        }
        catch (WpaException fault) when (fault.Fault != WpaFault.Denied)
        {
            // Gone: an empty status says so.
        }

        bool isUp = entry.Kind == UndoKind.Program || WpaText.Line(status, "wpa_state") == "COMPLETED";
        string mode = WpaText.Line(status, "mode") ?? (entry.Kind == UndoKind.Program ? "made by the system" : "unknown");
        string frequency = WpaText.Line(status, "freq") ?? string.Empty;
        string text = $"{Printable.Name(entry.Name)} on {on}: {(isUp ? "up" : "down")}, {mode}{(frequency.Length > 0 ? $", {frequency} MHz" : string.Empty)}{(members.Count > 0 ? $", with {string.Join(", ", members)}" : string.Empty)}";
        await _lines.SayAsync(text, JsonLine.Event("wifi-network").With("up", isUp).With("name", entry.Name).With("interface", on).With("mode", mode)
            .With("frequency", int.TryParse(frequency, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0).With("members", members));
    }

    private static async Task<IReadOnlyList<string>> MembersAsync(WpaSocket socket, CancellationToken cancellationToken)
    {
        List<string> members = [];
        string station = await socket.AskAsync("STA-FIRST", cancellationToken);
        while (station.Split('\n')[0] is { Length: 17 } address && members.Count < MembersMax)
        {
            members.Add(address);
            station = await socket.AskAsync($"STA-NEXT {address}", cancellationToken);
        }

        return members;
    }

    private static void End(int process, bool isLate)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (isLate)
        {
            UnixProcess.Kill(process);
        }
        else
        {
            UnixProcess.Terminate(process);
        }
    }
}
