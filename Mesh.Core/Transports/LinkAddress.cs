using System.Net;

namespace Mesh.Transports;

/// <summary>An address that a link can be dialled at, or was accepted from.</summary>
/// <param name="EndPoint">Address and port; an IPv6 link-local address carries its scope identifier.</param>
/// <param name="Interface">Name of our interface that leads there, or null when unknown (routing decides).</param>
public sealed record LinkAddress(IPEndPoint EndPoint, string? Interface)
{
    /// <summary>Address and port, and the interface where it is known: "[fe80::1%3]:6374 (wlan0)".</summary>
    public override string ToString() => Interface is null ? EndPoint.ToString() : $"{EndPoint} ({Interface})";
}
