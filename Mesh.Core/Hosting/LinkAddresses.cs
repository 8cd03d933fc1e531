using System.Net;
using System.Net.Sockets;
using Mesh.Transports;

namespace Mesh.Hosting;

/// <summary>Translates between the addresses of sockets and those of the machine. Pure.</summary>
internal static class LinkAddresses
{
    public static LinkAddress Of(CandidateAddress candidate)
    {
        Span<byte> bytes = stackalloc byte[Id128.Size];
        candidate.Address.Write(bytes);
        IPAddress address = candidate.IsIPv4 ? new IPAddress(bytes[12..]) : new IPAddress(bytes, candidate.Scope);
        return new LinkAddress(new IPEndPoint(address, candidate.Port), candidate.Interface);
    }

    public static CandidateAddress Of(LinkAddress address)
    {
        IPAddress ip = address.EndPoint.Address;
        ip = ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip;
        Span<byte> bytes = stackalloc byte[Id128.Size];
        bytes.Clear();
        bool isIPv4 = ip.AddressFamily == AddressFamily.InterNetwork;
        bool written = ip.TryWriteBytes(isIPv4 ? bytes[12..] : bytes, out _);
        if (!written)
        {
            throw new ArgumentException($"Address {ip} is neither IPv4 nor IPv6.", nameof(address));
        }

        long scope = !isIPv4 && ip.IsIPv6LinkLocal ? ip.ScopeId : 0;
        return new CandidateAddress(Id128.Read(bytes), isIPv4, address.EndPoint.Port, scope, address.Interface);
    }
}
