using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Mesh.Discovery;

/// <summary>Reads the system's network interfaces.</summary>
internal static class InterfaceReader
{
    /// <summary>All interfaces as they are now, in the system's order. One that vanishes while it is read is left out. Never throws for the network's state.</summary>
    public static IReadOnlyList<InterfaceSnapshot> Read()
    {
        List<InterfaceSnapshot> snapshots = [];
        NetworkInterface[] interfaces;
        try
        {
            interfaces = NetworkInterface.GetAllNetworkInterfaces();
        }
        catch (NetworkInformationException)
        {
            return snapshots;
        }

        foreach (NetworkInterface entry in interfaces)
        {
            if (TryRead(entry) is { } snapshot)
            {
                snapshots.Add(snapshot);
            }
        }

        return snapshots;
    }

    private static InterfaceSnapshot? TryRead(NetworkInterface entry)
    {
        try
        {
            IPInterfaceProperties properties = entry.GetIPProperties();
            int index = IndexOf(entry, properties);
            if (index <= 0)
            {
                return null;
            }

            List<InterfaceAddress> addresses = [];
            foreach (UnicastIPAddressInformation unicast in properties.UnicastAddresses)
            {
                addresses.Add(new InterfaceAddress(Scoped(unicast.Address, index), unicast.PrefixLength));
            }

            IPAddress[] gateways = [.. properties.GatewayAddresses.Select(gateway => Scoped(gateway.Address, index))];

            // Drivers without a carrier state, loopback and tunnels among them, say Unknown while they are up.
            bool up = entry.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown;
            return new InterfaceSnapshot(entry.Name, index, entry.NetworkInterfaceType == NetworkInterfaceType.Loopback, up, addresses, gateways);
        }
        catch (Exception exception) when (exception is NetworkInformationException or IOException)
        {
            return null;
        }
    }

    private static int IndexOf(NetworkInterface entry, IPInterfaceProperties properties)
    {
        // Windows throws for a family that is switched off.
        if (entry.Supports(NetworkInterfaceComponent.IPv4))
        {
            try
            {
                return properties.GetIPv4Properties().Index;
            }
            catch (NetworkInformationException) when (entry.Supports(NetworkInterfaceComponent.IPv6))
            {
                return properties.GetIPv6Properties().Index;
            }
        }

        return entry.Supports(NetworkInterfaceComponent.IPv6) ? properties.GetIPv6Properties().Index : 0;
    }

    private static IPAddress Scoped(IPAddress address, int index) =>
        address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv6LinkLocal: true } ? new IPAddress(address.GetAddressBytes(), index) : address;
}
