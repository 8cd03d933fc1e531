using Mesh.Node.Lines;

namespace Mesh.Node.Wifi;

/// <summary><c>mesh wifi</c> alone: what the machine's radios can do, what is missing, and what to type.</summary>
internal sealed class WifiOverview
{
    private readonly WifiAsked _asked;
    private readonly WifiLines _lines;
    private readonly RadioInventory _radios;
    private readonly TimeProvider _time;

    public WifiOverview(WifiAsked asked, WifiLines lines, RadioInventory radios, TimeProvider time)
    {
        (_asked, _lines, _radios, _time) = (asked, lines, radios, time);
    }

    /// <summary>Tells it.</summary>
    /// <returns>0.</returns>
    public async Task<int> TellAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux() && _asked.SocketFolder is null)
        {
            await _lines.SayAsync(WifiAdvice.Here(), JsonLine.Event("wifi-advice").With("type", (string[])[]).With("missing", "system"));
            return 0;
        }

        (IReadOnlyList<string> watched, bool hasDirect, string? fault) = await AskSupplicantAsync(cancellationToken);
        IReadOnlyList<Radio> radios = await _radios.FindAsync(watched, cancellationToken);
        foreach (Radio radio in radios)
        {
            await _lines.SayAsync(string.Join('\n', radio.Lines()), radio.Json());
        }

        bool isShown = _asked.SocketFolder is not null;
        if (radios.Count == 0 && !isShown)
        {
            await _lines.SayAsync(
                "This machine has no Wi-Fi radio that the system knows; plug one in, or take a cable: mesh needs nothing else (docs/networks.md).",
                JsonLine.Event("wifi-advice").With("type", (string[])[]).With("missing", "no-radio"));
            return 0;
        }

        if (isShown && watched.Count > 0)
        {
            await _lines.TellAsync($"wpa_supplicant in {_asked.SocketFolder} looks after: {string.Join(", ", watched)}");
        }

        string[] type = [.. Advice(radios, hasDirect, isShown && watched.Count > 0)];
        await _lines.SayAsync(
            type.Length == 0 ? "None of them can make a network of its own; take a cable, or join somebody's hotspot." : $"Type, for a network without a router:\n{string.Join('\n', type.Select(line => "  " + line))}",
            JsonLine.Event("wifi-advice").With("type", type.Select(line => line.Split("  ")[0])).With("missing", fault));
        if (fault is not null)
        {
            await _lines.NoteAsync($"Wi-Fi Direct is not to be had: {fault}");
        }

        return 0;
    }

    private static IEnumerable<string> Advice(IReadOnlyList<Radio> radios, bool hasDirect, bool isShown)
    {
        if (hasDirect)
        {
            yield return "mesh wifi host         own a Wi-Fi Direct group";
            yield return "mesh wifi join         join it, on the other machines";
            yield return "mesh wifi join --or-host   the same on all machines: the first one owns the group";
        }

        if (isShown || radios.Any(radio => radio.Can("IBSS")))
        {
            yield return "mesh wifi adhoc NAME   the same on all machines: an ad hoc cell, where all are equal";
        }

        if (isShown || radios.Any(radio => radio.Can("AP")))
        {
            yield return "mesh wifi hotspot      an access point that everybody joins, phones too";
        }
    }

    /// <summary>The interfaces that wpa_supplicant looks after, whether one of them can do Wi-Fi Direct, and why it is of no use.</summary>
    private async Task<(IReadOnlyList<string> Watched, bool HasDirect, string? Fault)> AskSupplicantAsync(CancellationToken cancellationToken)
    {
        WpaFolder folder = new(_asked.SocketFolder ?? WpaFolder.Usual, _time);
        try
        {
            IReadOnlyList<string> watched = folder.Stations();
            foreach (string on in folder.Devices().Concat(watched))
            {
                if (WpaText.Line(await folder.TryAskAsync(on, "STATUS", cancellationToken) ?? string.Empty, "p2p_device_address") is not null)
                {
                    return (watched, true, null);
                }
            }

            return (watched, false, WifiAdvice.NoRadio(folder.Path).Message);
        }
        catch (WpaException fault)
        {
            return ([], false, fault.Message);
        }
    }
}
