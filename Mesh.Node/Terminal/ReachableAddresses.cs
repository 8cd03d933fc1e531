using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Mesh.Node.Terminal;

/// <summary>Where others can reach this machine, in the form that --peer takes.</summary>
internal static class ReachableAddresses
{
    /// <summary>Address and port of each interface that is up, IPv4 first. Link-local IPv6 is left out: its scope has a name on this machine only.</summary>
    /// <param name="endPoints">Where the node listens, as address:port.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> endPoints)
    {
        int[] ports = [.. endPoints.Select(PortOf).Where(port => port > 0).Distinct()];
        return [.. Addresses().SelectMany(address => ports.Select(port => Joined(address, port)))];
    }

    private static IEnumerable<IPAddress> Addresses()
    {
        try
        {
            return NetworkInterface.GetAllNetworkInterfaces()
                .Where(device => device.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown && device.NetworkInterfaceType != NetworkInterfaceType.Loopback)
                .SelectMany(device => device.GetIPProperties().UnicastAddresses)
                .Select(unicast => unicast.Address)
                .Where(address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal && !address.IsIPv6Multicast)
                .OrderBy(address => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1)
                .ToArray();
        }
        catch (NetworkInformationException)
        {
            // An interface that vanishes while it is looked at: the next look sees the rest.
            return [];
        }
    }

    private static int PortOf(string endPoint)
    {
        int colon = endPoint.LastIndexOf(':');
        return colon >= 0 && int.TryParse(endPoint.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) ? port : 0;
    }

    private static string Joined(IPAddress address, int port) => new IPEndPoint(address, port).ToString();
}
