using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Mesh.Transports;

/// <summary>One of this machine's network interfaces, as far as links care.</summary>
/// <param name="Name">The system's name of it.</param>
/// <param name="Index">Its index, which is also the scope of its IPv6 link-local addresses.</param>
/// <param name="Addresses">Its unicast addresses.</param>
/// <param name="Networks">The IPv4 networks that these are in.</param>
internal sealed record LinkInterface(string Name, int Index, IReadOnlyList<IPAddress> Addresses, IReadOnlyList<IPNetwork> Networks)
{
    /// <summary>The interfaces that are up right now. Empty when the system does not tell.</summary>
    public static IReadOnlyList<LinkInterface> ReadAll()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces().Where(found => found.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown).Select(Of)];
        }
        catch (NetworkInformationException)
        {
            // An interface that vanishes while it is read; whoever asks asks again soon.
            return [];
        }
    }

    private static LinkInterface Of(NetworkInterface found)
    {
        IPInterfaceProperties properties = found.GetIPProperties();
        int index = found.Supports(NetworkInterfaceComponent.IPv6) ? properties.GetIPv6Properties().Index
            : found.Supports(NetworkInterfaceComponent.IPv4) ? properties.GetIPv4Properties().Index : 0;
        return new LinkInterface(
            found.Name,
            index,
            [.. properties.UnicastAddresses.Select(unicast => unicast.Address)],
            [.. properties.UnicastAddresses.Where(unicast => unicast.Address.AddressFamily == AddressFamily.InterNetwork).Select(NetworkOf)]);
    }

    private static IPNetwork NetworkOf(UnicastIPAddressInformation unicast)
    {
        uint mask = unicast.PrefixLength == 0 ? 0 : uint.MaxValue << (32 - unicast.PrefixLength);
        uint address = BinaryPrimitives.ReadUInt32BigEndian(unicast.Address.GetAddressBytes());
        byte[] first = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(first, address & mask);
        return new IPNetwork(new IPAddress(first), unicast.PrefixLength);
    }
}
