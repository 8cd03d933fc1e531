using Mesh.Node.Processes;

namespace Mesh.Node.Doctor.Checks;

/// <summary>Whether every interface has IPv6: without routers it is the only family that needs no addresses of anybody, and that tells two interfaces apart.</summary>
internal sealed class IPv6Check : ICheck
{
    /// <summary>The command that switches IPv6 on. A point within the name would part it, so sysctl wants a slash there.</summary>
    public static string SwitchOn(string name) => $"sudo sysctl -w {ShellWord.Of($"net.ipv6.conf.{name.Replace('.', '/')}.disable_ipv6=0")}";

    public IEnumerable<Finding> Look(Facts facts)
    {
        foreach (InterfaceFacts one in facts.Node.Outward.Where(one => !one.HasIPv6LinkLocal))
        {
            DeviceFacts? device = facts.Machine.Device(one.Name);
            if (device?.Tunnel != true)
            {
                yield return Finding.Warning(
                    FindingCode.IPv6Off,
                    one.Name,
                    $"{one.Name} has no IPv6{(device?.IPv6Off == true ? ": it is switched off" : " address")}, so only those are met who share an IPv4 subnet.",
                    facts.Machine.System switch
                    {
                        "windows" => $"Enable-NetAdapterBinding -Name '{one.Name.Replace("'", "''", StringComparison.Ordinal)}' -ComponentID ms_tcpip6",
                        "macos" => "networksetup -setv6automatic Wi-Fi",
                        _ => SwitchOn(one.Name),
                    });
            }
        }
    }
}
