using Mesh.Node.Configuration;
using Mesh.Node.Processes;

namespace Mesh.Node.Wifi;

/// <summary>Makes an open ad hoc cell by the kernel's own tools iw and ip, on a radio that nobody manages.</summary>
internal sealed class IwCell : ICellWay
{
    private readonly IPrograms _programs;
    private readonly string _on;
    private readonly WifiLedger _ledger;

    /// <param name="programs">Runs iw and ip.</param>
    /// <param name="on">The interface.</param>
    /// <param name="ledger">Where changes are written down.</param>
    public IwCell(IPrograms programs, string on, WifiLedger ledger)
    {
        (_programs, _on, _ledger) = (programs, on, ledger);
    }

    /// <inheritdoc/>
    public bool GivesAddresses => false;

    /// <inheritdoc/>
    public async Task<string> MakeAsync(CellPlan plan, CancellationToken cancellationToken)
    {
        if (plan.IsAccessPoint || plan.Passphrase is not null)
        {
            throw new ComplaintException($"{(plan.IsAccessPoint ? "A hotspot" : "A passphrase")} needs wpa_supplicant or NetworkManager to manage '{_on}', and neither does; start one with 'sudo systemctl start wpa_supplicant NetworkManager'{(plan.IsAccessPoint ? ", or take 'mesh wifi adhoc NAME'" : ", or leave the passphrase out: the links of mesh are encrypted in any case")}.");
        }

        string described = (await DoAsync(["iw", "dev", _on, "info"], cancellationToken)).Output;
        string former = described.Split('\n').Select(line => line.Trim().Split(' ')).FirstOrDefault(words => words is ["type", _]) is [_, var type] ? type : "managed";

        // Written in the order of the changes, and so taken back: leave, down, former type, up.
        Write(["ip", "link", "set", _on, "up"]);
        await DoAsync(["ip", "link", "set", _on, "down"], cancellationToken);
        Write(["iw", "dev", _on, "set", "type", former]);
        Write(["ip", "link", "set", _on, "down"]);
        await DoAsync(["iw", "dev", _on, "set", "type", "ibss"], cancellationToken);
        await DoAsync(["ip", "link", "set", _on, "up"], cancellationToken);
        Write(["iw", "dev", _on, "ibss", "leave"], plan.Name);
        await DoAsync(["iw", "dev", _on, "ibss", "join", plan.Name, FormattableString.Invariant($"{plan.Frequency}"), "fixed-freq", plan.Bssid], cancellationToken);
        return _on;
    }

    private void Write(IReadOnlyList<string> undo, string name = "") => _ledger.Write(new LedgerEntry { Number = 0, Kind = UndoKind.Program, On = _on, Undo = undo, Name = name });

    private async Task<ProgramAnswer> DoAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        if (!_programs.Has(command[0]))
        {
            throw new ComplaintException(WifiAdvice.NoProgram(command[0], command[0] == "ip" ? "iproute2" : "iw"));
        }

        ProgramAnswer answer = await _programs.RunAsync(command, null, cancellationToken);
        return answer.IsGood
            ? answer
            : throw new ComplaintException(answer.Complaint.Contains("not permitted", StringComparison.Ordinal)
                ? WifiAdvice.NotAllowed($"Changing '{_on}'")
                : $"'{string.Join(' ', command.Take(4))}' failed: {answer.Complaint.TrimEnd('.')}; 'mesh wifi' tells whether the radio can be in an ad hoc cell.");
    }
}
