namespace Mesh.Discovery.Mdns;

/// <summary>One interface and one address family: multicast DNS runs on each such segment by itself (RFC 6762 section 20).</summary>
/// <param name="InterfaceIndex">The interface's index.</param>
/// <param name="IPv6">Whether the family is IPv6.</param>
internal readonly record struct SegmentId(int InterfaceIndex, bool IPv6)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{InterfaceIndex}/{(IPv6 ? "IPv6" : "IPv4")}");
}
