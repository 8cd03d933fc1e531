namespace Mesh;

/// <summary>A network address as plain values, so that the pure rooms can pass it on without knowing sockets.</summary>
/// <param name="Address">The address; an IPv4 address stands in the last four bytes of <see cref="Id128.Low"/>.</param>
/// <param name="IsIPv4">Whether it is an IPv4 address.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="Scope">Scope identifier of an IPv6 link-local address, else 0.</param>
/// <param name="Interface">Our interface that leads there, or null.</param>
internal sealed record CandidateAddress(Id128 Address, bool IsIPv4, int Port, long Scope, string? Interface)
{
    /// <summary>True for 169.254/16 and fe80::/10, which mean something on one link only and are never told to others.</summary>
    public bool IsLinkLocal => IsIPv4 ? (Address.Low >> 16) == 0xA9FE : Address.High >> 54 == 0xFE80 >> 6;

    /// <summary>True for 127/8 and ::1.</summary>
    public bool IsLoopback => IsIPv4 ? (Address.Low >> 24) == 127 : Address is { High: 0, Low: 1 };
}
