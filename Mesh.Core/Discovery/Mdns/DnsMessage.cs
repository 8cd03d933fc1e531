namespace Mesh.Discovery.Mdns;

/// <summary>A decoded message (RFC 1035 section 4, RFC 6762 section 18). Questions and records of other classes than IN are left out.</summary>
/// <param name="Id">Only a legacy query's identifier means anything.</param>
/// <param name="Flags">The sixteen flag bits.</param>
/// <param name="Questions">What is asked.</param>
/// <param name="Answers">Answers, or a query's known answers.</param>
/// <param name="Authorities">In a probe: the records that the prober wants to own.</param>
/// <param name="Additionals">Records sent along.</param>
internal sealed record DnsMessage(
    ushort Id,
    ushort Flags,
    IReadOnlyList<DnsQuestion> Questions,
    IReadOnlyList<DnsRecord> Answers,
    IReadOnlyList<DnsRecord> Authorities,
    IReadOnlyList<DnsRecord> Additionals)
{
    /// <summary>The flag that makes a message a response.</summary>
    public const ushort ResponseFlag = 0x8000;

    /// <summary>Response and authoritative answer: what every multicast response carries.</summary>
    public const ushort AuthoritativeResponseFlags = 0x8400;

    /// <summary>In a query: more known answers follow in the next message.</summary>
    public const ushort TruncatedFlag = 0x0200;

    private const ushort OperationAndResultMask = 0x780F;

    /// <summary>Whether it answers.</summary>
    public bool IsResponse => (Flags & ResponseFlag) != 0;

    /// <summary>Whether more known answers follow.</summary>
    public bool IsTruncated => (Flags & TruncatedFlag) != 0;

    /// <summary>Whether it is a plain query or response without an error; others must be ignored (RFC 6762 sections 18.3 and 18.11).</summary>
    public bool IsOrdinary => (Flags & OperationAndResultMask) == 0;
}
