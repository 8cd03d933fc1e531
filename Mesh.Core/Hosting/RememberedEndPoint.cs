using System.Net;
using System.Net.Sockets;
using Mesh.Transports;

namespace Mesh.Hosting;

/// <summary>An endpoint at which a peer accepted links. Scope identifiers change from boot to boot, so a link-local address is kept with its interface's name.</summary>
/// <param name="Peer">Who.</param>
/// <param name="Address">The address without scope.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="Interface">Our interface's name, or null.</param>
/// <param name="SeenSeconds">When it last served, seconds since 1970-01-01 UTC.</param>
internal sealed record RememberedEndPoint(PeerId Peer, string Address, int Port, string? Interface, long SeenSeconds)
{
    /// <summary>The endpoint of a link, or null when it will mean nothing in another run.</summary>
    public static RememberedEndPoint? Of(PeerId peer, LinkAddress address, DateTimeOffset at)
    {
        IPAddress ip = address.EndPoint.Address;
        ip = ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip;
        bool needsInterface = ip.IsIPv6LinkLocal;
        if (IPAddress.IsLoopback(ip) || (needsInterface && address.Interface is null))
        {
            return null;
        }

        string text = new IPAddress(ip.GetAddressBytes()).ToString();
        return new RememberedEndPoint(peer, text, address.EndPoint.Port, address.Interface, at.ToUnixTimeSeconds());
    }

    /// <summary>Where to dial now, or null when the interface is not there.</summary>
    public LinkAddress? ToAddress()
    {
        if (!IPAddress.TryParse(Address, out IPAddress? ip))
        {
            return null;
        }

        if (ip.AddressFamily == AddressFamily.InterNetworkV6 && ip.IsIPv6LinkLocal)
        {
            // The parser asks the system for the interface's index.
            if (Interface is null || !IPAddress.TryParse($"{Address}%{Interface}", out ip))
            {
                return null;
            }
        }

        return new LinkAddress(new IPEndPoint(ip, Port), Interface);
    }
}
