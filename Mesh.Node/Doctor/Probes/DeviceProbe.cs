using System.Globalization;

namespace Mesh.Node.Doctor.Probes;

/// <summary>Reads what the system says of interfaces: on, multicast, tunnel, radio and its sleep, IPv6; and whether fresh multicast comes back, on the port of multicast DNS and on another.</summary>
internal static class DeviceProbe
{
    private const int MdnsPort = 5353;
    private const int FlagUp = 0x1;
    private const int FlagPointToPoint = 0x10;
    private const int FlagMulticast = 0x1000;
    private static readonly string[] TunnelBeginnings = ["tun", "tap", "wg", "utun", "tailscale", "zt", "ppp", "nordlynx", "proton"];

    /// <summary>One for each interface; what needs sockets only for those in use.</summary>
    public static async Task<IReadOnlyList<DeviceFacts>> LookAsync(IMachine machine, IReadOnlyList<InterfaceFacts> interfaces, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, bool> sleeps = await PowerSaveProbe.LookAsync(machine, [.. interfaces.Where(one => !one.Loopback).Select(one => one.Name)], cancellationToken);
        return await Task.WhenAll(interfaces.Where(one => one.Index != 0).Select(one => LookAsync(machine, one, sleeps, cancellationToken)));
    }

    private static async Task<DeviceFacts> LookAsync(IMachine machine, InterfaceFacts one, IReadOnlyDictionary<string, bool> sleeps, CancellationToken cancellationToken)
    {
        string folder = $"/sys/class/net/{one.Name}";
        int? flags = Flags(machine.Read($"{folder}/flags"));
        string kind = machine.Read($"{folder}/uevent") ?? string.Empty;
        IReadOnlyList<string> entries = machine.List(folder);
        bool isTunnel = entries.Contains("tun_flags")
            || kind.Contains("DEVTYPE=wireguard", StringComparison.Ordinal)
            || (flags & FlagPointToPoint) == FlagPointToPoint
            || TunnelBeginnings.Any(beginning => one.Name.StartsWith(beginning, StringComparison.Ordinal));
        return new DeviceFacts(
            one.Name,
            flags is null ? null : (flags & FlagUp) != 0,
            flags is null ? null : (flags & FlagMulticast) != 0,
            isTunnel,
            entries.Contains("wireless") || entries.Contains("phy80211") || sleeps.ContainsKey(one.Name),
            machine.Read($"/proc/sys/net/ipv6/conf/{one.Name}/disable_ipv6") is { } off ? off.Trim() == "1" : null,
            sleeps.TryGetValue(one.Name, out bool sleep) ? sleep : null)
        {
            Echoes = one.Used && !one.Loopback ? await Task.WhenAll(one.Families.Select(family => EchoAsync(machine, one.Index, family.IPv6, cancellationToken))) : [],
        };
    }

    private static async Task<EchoFacts> EchoAsync(IMachine machine, int index, bool ipv6, CancellationToken cancellationToken)
    {
        Task<bool?> onMdnsPort = machine.ReturnsMulticastAsync(index, ipv6, MdnsPort, cancellationToken);
        Task<bool?> onFreePort = machine.ReturnsMulticastAsync(index, ipv6, 0, cancellationToken);
        return new EchoFacts(ipv6, await onMdnsPort, await onFreePort);
    }

    private static int? Flags(string? text) =>
        text is not null && int.TryParse(text.Trim().Replace("0x", string.Empty, StringComparison.Ordinal), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int flags)
            ? flags
            : null;
}
