namespace Mesh.Discovery.Mdns;

/// <summary>One question of class IN or ANY (RFC 1035 section 4.1.2).</summary>
/// <param name="Name">What is asked about.</param>
/// <param name="Type">Which records are wanted.</param>
/// <param name="UnicastWanted">The "QU" bit of RFC 6762 section 5.4: a unicast answer is welcome. Of several sockets on port 5353 only one gets it, so nothing may rest on it.</param>
internal readonly record struct DnsQuestion(DnsName Name, DnsType Type, bool UnicastWanted = false);
