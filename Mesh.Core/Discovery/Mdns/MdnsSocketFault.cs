using System.Net.Sockets;

namespace Mesh.Discovery.Mdns;

/// <summary>Says for a person what a socket's error means.</summary>
internal static class MdnsSocketFault
{
    /// <summary>The name of a family.</summary>
    public static string Family(bool ipv6) => ipv6 ? "IPv6" : "IPv4";

    /// <summary>Why port 5353 could not be opened.</summary>
    public static string OfOpening(SocketException exception, bool ipv6) => exception.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse or SocketError.AccessDenied =>
            $"UDP port {MdnsLimits.Port} is held by another program for itself; stop that program or let it share the port.",
        SocketError.AddressFamilyNotSupported => $"{Family(ipv6)} is switched off on this machine; switch it on to find peers that way.",
        _ => $"UDP port {MdnsLimits.Port} cannot be opened over {Family(ipv6)}: {exception.Message}.",
    };

    /// <summary>Why a message could not leave.</summary>
    public static string OfSending(SocketException exception, string interfaceName, bool ipv6) => exception.SocketErrorCode switch
    {
        SocketError.AddressNotAvailable => $"{interfaceName} has no {Family(ipv6)} address that is ready; it usually has one two seconds after it came up.",
        SocketError.AccessDenied => $"A firewall on this machine forbids to send on {interfaceName}; allow UDP port {MdnsLimits.Port}.",
        SocketError.HostUnreachable when OperatingSystem.IsMacOS() =>
            $"The system forbids to send on {interfaceName}; allow this program under Privacy & Security, Local Network.",
        SocketError.NetworkDown or SocketError.NetworkUnreachable => $"{interfaceName} is down or has no route for multicast; switch it on or join a network.",
        _ => $"Multicast does not leave by {interfaceName} over {Family(ipv6)}: {exception.Message}.",
    };
}
