using System.Net.NetworkInformation;

namespace Mesh.Node.Fieldlog;

/// <summary>What sort of interface a link goes by; its name could tell more of a machine than a log should.</summary>
internal static class InterfaceKind
{
    /// <summary>"wifi", "ethernet", "loopback", "tunnel" or "other"; "unknown" where the interface is not known any more.</summary>
    public static string Of(string? name)
    {
        if (name is null || Array.Find(NetworkInterface.GetAllNetworkInterfaces(), one => one.Name == name) is not { } found)
        {
            return "unknown";
        }

        // Linux gives a radio the type of a cable; only the system's files tell them apart.
        return found.NetworkInterfaceType == NetworkInterfaceType.Wireless80211 || Directory.Exists($"/sys/class/net/{name}/phy80211") ? "wifi"
            : found.NetworkInterfaceType switch
            {
                NetworkInterfaceType.Ethernet or NetworkInterfaceType.GigabitEthernet or NetworkInterfaceType.FastEthernetT or NetworkInterfaceType.FastEthernetFx => "ethernet",
                NetworkInterfaceType.Loopback => "loopback",
                NetworkInterfaceType.Tunnel or NetworkInterfaceType.Ppp => "tunnel",
                _ => "other",
            };
    }
}
