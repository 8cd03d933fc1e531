using System.Net;
using System.Net.Sockets;

namespace Mesh.Discovery;

/// <summary>What one network interface looked like when it was read. Immutable.</summary>
/// <param name="Name">The system's name for it.</param>
/// <param name="Index">The system's index for it, above 0.</param>
/// <param name="IsLoopback">Whether it is the loopback interface.</param>
/// <param name="IsUp">Whether it is up and has carrier.</param>
/// <param name="Addresses">Its unicast addresses.</param>
/// <param name="Gateways">The default gateways behind it.</param>
internal sealed record InterfaceSnapshot(
    string Name,
    int Index,
    bool IsLoopback,
    bool IsUp,
    IReadOnlyList<InterfaceAddress> Addresses,
    IReadOnlyList<IPAddress> Gateways)
{
    /// <summary>Its addresses of one family, link-local ones first: those work without anybody's help.</summary>
    public IEnumerable<IPAddress> Family(bool ipv6) =>
        from entry in Addresses
        where entry.Address.AddressFamily == (ipv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork)
        orderby entry.Address.IsIPv6LinkLocal descending
        select entry.Address;

    /// <summary>Whether multicast can be used over a family: IPv4 with any address, IPv6 with a link-local one and not on loopback, which has no route for it.</summary>
    public bool Carries(bool ipv6) => IsUp && (ipv6 ? !IsLoopback && Family(true).Any(address => address.IsIPv6LinkLocal) : Family(false).Any());

    /// <summary>Whether <paramref name="address"/> is a neighbour's on this interface: link-local IPv6, or inside one of its subnets.</summary>
    public bool IsOnLink(IPAddress address) => address.IsIPv6LinkLocal ? !IsLoopback : Addresses.Any(entry => entry.Reaches(address));

    /// <summary>Whether <paramref name="address"/> is one of its own, whatever the scope.</summary>
    public bool Owns(IPAddress address) => Addresses.Any(entry => entry.Address.GetAddressBytes().AsSpan().SequenceEqual(address.GetAddressBytes()));

    /// <summary>Whether nothing that matters to discovery differs.</summary>
    public bool LooksLike(InterfaceSnapshot other) =>
        Name == other.Name && Index == other.Index && IsUp == other.IsUp && Addresses.SequenceEqual(other.Addresses);
}
