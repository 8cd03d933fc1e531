namespace Mesh.Node.Doctor;

/// <summary>The codes of findings (docs/troubleshooting.md): added to, never changed.</summary>
internal static class FindingCode
{
    public const string NoInterface = "no-interface";
    public const string NoSuchInterface = "no-such-interface";
    public const string InterfaceDown = "interface-down";
    public const string NoAddress = "no-address";
    public const string DiscoveryOff = "discovery-off";
    public const string IPv6Off = "ipv6-off";
    public const string SameSubnet = "same-subnet";
    public const string PortHeld = "mdns-port-held";
    public const string MdnsFirewalled = "mdns-firewalled";
    public const string LinksFirewalled = "links-firewalled";
    public const string NoMulticastLoop = "no-multicast-loop";
    public const string VpnCaptures = "vpn-captures";
    public const string PublicProfile = "public-profile";
    public const string ClientIsolation = "client-isolation";
    public const string PortSilent = "port-silent";
    public const string PortRefused = "port-refused";
    public const string PeerUnresolved = "peer-unresolved";
    public const string LocalNetworkForbidden = "local-network-forbidden";
    public const string PassphraseMismatch = "passphrase-mismatch";
    public const string OtherNetwork = "other-network";
    public const string OtherRevision = "other-revision";
    public const string LinkRefused = "link-refused";
    public const string PowerSave = "power-save";
    public const string ClockOff = "clock-off";
    public const string DiskFull = "disk-full";
}
