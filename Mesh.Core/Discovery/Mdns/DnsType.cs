namespace Mesh.Discovery.Mdns;

/// <summary>The record types that service discovery touches (RFC 1035 section 3.2.2, RFC 2782, RFC 3596, RFC 4034).</summary>
internal enum DnsType : ushort
{
    /// <summary>An IPv4 address.</summary>
    A = 1,

    /// <summary>A pointer to another name.</summary>
    Ptr = 12,

    /// <summary>Length-prefixed strings.</summary>
    Txt = 16,

    /// <summary>An IPv6 address.</summary>
    Aaaa = 28,

    /// <summary>A service's host and port.</summary>
    Srv = 33,

    /// <summary>Which types a name has, and so which it has not.</summary>
    Nsec = 47,

    /// <summary>In a question: every type.</summary>
    Any = 255,
}
