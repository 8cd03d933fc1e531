namespace Mesh.Node.Doctor.Checks;

/// <summary>Whether every interface has IPv6: without routers it is the only family that needs no addresses of anybody, and that tells two interfaces apart.</summary>
internal sealed class IPv6Check : ICheck
{
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
                        "windows" => $"Enable-NetAdapterBinding -Name '{one.Name}' -ComponentID ms_tcpip6",
                        "macos" => "networksetup -setv6automatic Wi-Fi",
                        _ => $"sudo sysctl -w net.ipv6.conf.{one.Name}.disable_ipv6=0",
                    });
            }
        }
    }
}
