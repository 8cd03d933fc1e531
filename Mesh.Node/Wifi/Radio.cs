using Mesh.Node.Lines;

namespace Mesh.Node.Wifi;

/// <summary>One radio of this machine, as far as the system tells without rights. What it does not tell is null or empty.</summary>
internal sealed record Radio
{
    /// <summary>The kernel's name of the device, such as phy0.</summary>
    public required string Device { get; init; }

    /// <summary>Its network interfaces.</summary>
    public IReadOnlyList<string> Interfaces { get; init; } = [];

    /// <summary>The driver.</summary>
    public string? Driver { get; init; }

    /// <summary>What it can be, in the words of iw: managed, AP, IBSS, P2P-GO, ...; empty when nobody could be asked.</summary>
    public IReadOnlyList<string> Modes { get; init; } = [];

    /// <summary>The country whose rules it keeps; 00 for the rules of the whole world.</summary>
    public string? Country { get; init; }

    /// <summary>Whether it sleeps between beacons, which loses multicast.</summary>
    public bool? SavesPower { get; init; }

    /// <summary>What switches it off: "switch" for one on the machine, "software", or null when it is on.</summary>
    public string? BlockedBy { get; init; }

    /// <summary>Who manages it: NetworkManager, wpa_supplicant, or nobody.</summary>
    public string Manager { get; init; } = "nobody";

    /// <summary>Whether it can be what is asked, as far as is known.</summary>
    public bool Can(string mode) => Modes.Contains(mode);

    /// <summary>The lines for people.</summary>
    public IEnumerable<string> Lines()
    {
        string name = Interfaces.Count > 0 ? $"{string.Join(", ", Interfaces)} ({Device})" : Device;
        string[] facts =
        [
            $"driver {Driver ?? "unknown"}",
            $"managed by {Manager}",
            .. Country is null ? (string[])[] : [$"country {(Country == "00" ? "00 (rules of the whole world)" : Country)}"],
            .. SavesPower is { } saves ? (string[])[$"power save {(saves ? "on" : "off")}"] : [],
        ];
        yield return $"{name}: {string.Join(", ", facts)}";
        yield return Modes.Count > 0 ? $"  can be: {string.Join(", ", Modes)}" : "  what it can be nobody tells; install iw: sudo apt install iw";
        if (BlockedBy is not null)
        {
            yield return BlockedBy == "switch" ? "  it is off by a switch or key of the machine; press that" : "  it is switched off; type: rfkill unblock wifi";
        }
    }

    /// <summary>The line for programs.</summary>
    public JsonLine Json() => JsonLine.Event("wifi-radio").With("device", Device).With("interfaces", Interfaces).With("driver", Driver).With("modes", Modes)
        .With("country", Country).WithAny("savesPower", SavesPower).With("blockedBy", BlockedBy).With("manager", Manager);
}
