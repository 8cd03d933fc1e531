using System.Text.Json.Serialization;

namespace Mesh.Node.Doctor;

/// <summary>What a fresh look at the machine tells, whichever node runs.</summary>
internal sealed record MachineFacts
{
    /// <summary>"linux", "windows", "macos" or "other".</summary>
    public string System { get; init; } = string.Empty;

    /// <summary>Whether the look was taken with the rights of root, so that firewall rules and other people's programs were seen.</summary>
    public bool Privileged { get; init; }

    public IReadOnlyList<DeviceFacts> Devices { get; init; } = [];

    /// <summary>Who holds UDP port 5353; looked for only when the node cannot have it.</summary>
    public IReadOnlyList<HolderFacts> Holders { get; init; } = [];

    public FirewallFacts Firewall { get; init; } = new();

    /// <summary>Connections to this machine's own addresses at the node's port.</summary>
    public IReadOnlyList<OwnPortFacts> OwnPort { get; init; } = [];

    /// <summary>What the system knows of the link-layer addresses of peers that were not reached.</summary>
    public IReadOnlyList<NeighbourFacts> Neighbours { get; init; } = [];

    /// <summary>Room for the data folder, or null when nothing is kept.</summary>
    public DiskFacts? Disk { get; init; }

    /// <summary>The device by which the system itself would send multicast that names none; or null.</summary>
    public string? MulticastRoute { get; init; }

    public DeviceFacts? Device(string? name) => Devices.FirstOrDefault(device => device.Name == name);
}

/// <summary>An interface as the system knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="On">Whether it is switched on; null when unknown.</param>
/// <param name="Multicast">Whether it is said to carry multicast; null when unknown.</param>
/// <param name="Tunnel">Whether it is a tunnel: VPN, point-to-point.</param>
/// <param name="Wireless">Whether it is a radio.</param>
/// <param name="IPv6Off">Whether IPv6 is switched off on it; null when unknown.</param>
/// <param name="PowerSave">Whether the radio sleeps to save power; null when unknown.</param>
internal sealed record DeviceFacts(
    string Name, bool? On, bool? Multicast, bool Tunnel, bool Wireless, [property: JsonPropertyName("ipv6Off")] bool? IPv6Off, bool? PowerSave)
{
    /// <summary>Whether a fresh multicast of ours came back; empty when none was sent.</summary>
    public IReadOnlyList<EchoFacts> Echoes { get; init; } = [];

    public EchoFacts? Echo(bool ipv6) => Echoes.FirstOrDefault(echo => echo.IPv6 == ipv6);
}

/// <summary>Whether fresh multicasts of ours came back over one family; null where they could not be sent.</summary>
/// <param name="IPv6">The family.</param>
/// <param name="OnMdnsPort">On UDP port 5353.</param>
/// <param name="OnFreePort">On another port.</param>
internal sealed record EchoFacts([property: JsonPropertyName("ipv6")] bool IPv6, bool? OnMdnsPort, bool? OnFreePort);

/// <summary>A program on a port.</summary>
/// <param name="IPv6">The family of its socket.</param>
/// <param name="Process">Its process id, or null when it is not to be seen.</param>
/// <param name="Program">Its name, or null.</param>
internal sealed record HolderFacts([property: JsonPropertyName("ipv6")] bool IPv6, int? Process, string? Program);

/// <summary>A connection to an own address.</summary>
/// <param name="Interface">The interface with the address.</param>
/// <param name="Address">Address and port.</param>
/// <param name="Outcome">"connected", "refused", "timed-out" or "unreachable".</param>
internal sealed record OwnPortFacts(string Interface, string Address, string Outcome);

/// <summary>An entry of the system's neighbour table.</summary>
/// <param name="Address">The address.</param>
/// <param name="Interface">The interface.</param>
/// <param name="State">The state as the system calls it, in lower case, such as "reachable" or "failed"; "probe" only when it stayed so.</param>
/// <param name="ConfirmedSecondsAgo">How long ago something showed that frames come through both ways; null when unknown.</param>
internal sealed record NeighbourFacts(string Address, string Interface, string State, int? ConfirmedSecondsAgo);

/// <summary>Room on the disk.</summary>
internal sealed record DiskFacts(string Folder, long FreeBytes, long TotalBytes);
