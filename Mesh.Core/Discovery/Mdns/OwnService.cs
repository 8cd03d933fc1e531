using System.Globalization;

namespace Mesh.Discovery.Mdns;

/// <summary>This node as a DNS-SD service: its names and its records (RFC 6763). The instance name changes on conflict.</summary>
internal sealed class OwnService
{
    private const int NumberedNames = 9;

    private readonly PeerAnnouncement _announcement;
    private readonly byte[] _text;
    private int _number = 1;

    /// <summary>Creates the service of an announcement.</summary>
    public OwnService(PeerAnnouncement announcement)
    {
        _announcement = announcement;
        _text = ServiceText.Encode(announcement);

        // 80 bits of the key's hash: two hosts of that name are the same node, so no conflict is looked for.
        Host = DnsName.Of("mesh-" + announcement.Peer.ToString().Replace("-", string.Empty, StringComparison.Ordinal)[..16], "local");
        Instance = InstanceName();
    }

    /// <summary>The service type, "_mesh-chat._tcp.local".</summary>
    public static DnsName Type { get; } = DnsName.Of("_mesh-chat", "_tcp", "local");

    /// <summary>The enumeration of service types (RFC 6763 section 9).</summary>
    public static DnsName Enumeration { get; } = DnsName.Of("_services", "_dns-sd", "_udp", "local");

    /// <summary>The name that our addresses stand under.</summary>
    public DnsName Host { get; }

    /// <summary>Our present instance name.</summary>
    public DnsName Instance { get; private set; }

    /// <summary>Whether a peer is this node.</summary>
    public bool IsSelf(PeerId? peer) => peer == _announcement.Peer;

    /// <summary>Takes the next name after a conflict: "name (2)" to "name (9)", then the name with our identifier, which nobody else has.</summary>
    public void Rename()
    {
        _number++;
        Instance = InstanceName();
    }

    /// <summary>Which of our records a question asks for on an interface.</summary>
    public OwnRecords Asked(in DnsQuestion question, InterfaceSnapshot from)
    {
        DnsType type = question.Type;
        if (question.Name.Equals(Type))
        {
            return type is DnsType.Ptr or DnsType.Any ? OwnRecords.Pointer : OwnRecords.None;
        }

        if (question.Name.Equals(Enumeration))
        {
            return type is DnsType.Ptr or DnsType.Any ? OwnRecords.Enumeration : OwnRecords.None;
        }

        if (question.Name.Equals(Instance))
        {
            return type switch
            {
                DnsType.Srv => OwnRecords.Service,
                DnsType.Txt => OwnRecords.Text,
                DnsType.Any => OwnRecords.Instance,
                _ => OwnRecords.InstanceDenial,
            };
        }

        return question.Name.Equals(Host) ? AskedOfHost(type, from) : OwnRecords.None;
    }

    /// <summary>The records themselves, as they are true on an interface.</summary>
    public IEnumerable<DnsRecord> Records(OwnRecords which, InterfaceSnapshot from)
    {
        if (which.HasFlag(OwnRecords.Enumeration))
        {
            yield return DnsRecord.Pointer(Enumeration, Type, MdnsLimits.TtlSeconds);
        }

        if (which.HasFlag(OwnRecords.Pointer))
        {
            yield return DnsRecord.Pointer(Type, Instance, MdnsLimits.TtlSeconds);
        }

        if (which.HasFlag(OwnRecords.Service))
        {
            yield return DnsRecord.Service(Instance, Host, _announcement.Port, MdnsLimits.TtlSeconds);
        }

        if (which.HasFlag(OwnRecords.Text))
        {
            yield return new DnsRecord(Instance, DnsType.Txt, MdnsLimits.TtlSeconds, _text, cacheFlush: true);
        }

        foreach (bool ipv6 in new[] { true, false })
        {
            if (which.HasFlag(ipv6 ? OwnRecords.IPv6 : OwnRecords.IPv4))
            {
                foreach (System.Net.IPAddress address in from.Family(ipv6).Take(MdnsLimits.AddressesSentMax))
                {
                    yield return DnsRecord.Address(Host, address, MdnsLimits.TtlSeconds);
                }
            }
        }

        if (which.HasFlag(OwnRecords.InstanceDenial))
        {
            yield return DnsRecord.OnlyTypes(Instance, [DnsType.Txt, DnsType.Srv], MdnsLimits.TtlSeconds);
        }

        if (which.HasFlag(OwnRecords.HostDenial))
        {
            DnsType[] types = [.. from.Family(false).Any() ? [DnsType.A] : Array.Empty<DnsType>(), .. from.Family(true).Any() ? [DnsType.Aaaa] : Array.Empty<DnsType>()];
            yield return DnsRecord.OnlyTypes(Host, types, MdnsLimits.TtlSeconds);
        }
    }

    /// <summary>What goes along with answers, so that whoever asked needs no second question (RFC 6763 section 12).</summary>
    public static OwnRecords Along(OwnRecords answers)
    {
        OwnRecords along = OwnRecords.None;
        if (answers.HasFlag(OwnRecords.Pointer))
        {
            along |= OwnRecords.Instance | OwnRecords.Host;
        }

        if (answers.HasFlag(OwnRecords.Service))
        {
            along |= OwnRecords.Host;
        }

        return along & ~answers;
    }

    private static OwnRecords AskedOfHost(DnsType type, InterfaceSnapshot from)
    {
        OwnRecords present = (from.Family(false).Any() ? OwnRecords.IPv4 : OwnRecords.None) | (from.Family(true).Any() ? OwnRecords.IPv6 : OwnRecords.None);
        OwnRecords wanted = type switch
        {
            DnsType.A => OwnRecords.IPv4,
            DnsType.Aaaa => OwnRecords.IPv6,
            DnsType.Any => OwnRecords.Host,
            _ => OwnRecords.None,
        };
        return (wanted & present) == OwnRecords.None ? OwnRecords.HostDenial : wanted & present;
    }

    private DnsName InstanceName()
    {
        string suffix = _number switch
        {
            1 => string.Empty,
            <= NumberedNames => string.Create(CultureInfo.InvariantCulture, $" ({_number})"),
            _ => string.Create(CultureInfo.InvariantCulture, $" {_announcement.Peer.ToShortString()} ({_number})"),
        };
        return Type.Below(InstanceLabel.Of(_announcement.Name, suffix));
    }
}
