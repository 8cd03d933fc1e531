namespace Mesh.Discovery.Mdns;

/// <summary>Composes the messages that we send.</summary>
internal static class MdnsMessages
{
    /// <summary>The browse query with the answers that are known already (RFC 6762 section 7.1), over as many messages as they need (section 7.2).</summary>
    public static IReadOnlyList<byte[]> Browse(HeardInstances heard, bool unicastWanted, MeshInstant now)
    {
        List<byte[]> messages = [];
        var writer = new DnsMessageWriter(0);
        writer.TryAdd(new DnsQuestion(OwnService.Type, DnsType.Ptr, unicastWanted));
        foreach (HeardInstance entry in heard.All)
        {
            if (!IsKnown(entry, now))
            {
                continue;
            }

            DnsRecord known = DnsRecord.Pointer(OwnService.Type, entry.Name, (uint)(entry.PointerExpiresAt - now).TotalSeconds);
            if (writer.TryAdd(DnsSection.Answer, known))
            {
                continue;
            }

            if (messages.Count == MdnsLimits.QueryMessagesMax - 1)
            {
                break;
            }

            writer.AddFlags(DnsMessage.TruncatedFlag);
            messages.Add(writer.ToArray());
            writer = new DnsMessageWriter(0);
            writer.TryAdd(DnsSection.Answer, known);
        }

        messages.Add(writer.ToArray());
        return messages;
    }

    /// <summary>Whether an instance counts as a known answer: more than half of its pointer's life must be left, or it must be heard again.</summary>
    public static bool IsKnown(HeardInstance entry, MeshInstant now) => entry.PointerExpiresAt - now > TimeSpan.FromSeconds(MdnsLimits.TtlSeconds / 2);

    /// <summary>Asks for the service and text records of instances whose announcement came without.</summary>
    public static byte[] Resolve(IEnumerable<DnsName> instances)
    {
        var writer = new DnsMessageWriter(0);
        foreach (DnsName instance in instances)
        {
            writer.TryAdd(new DnsQuestion(instance, DnsType.Any));
        }

        return writer.ToArray();
    }

    /// <summary>A probe for our names with the records that we want to own (RFC 6762 section 8.1).</summary>
    public static byte[] Probe(OwnService service, InterfaceSnapshot from)
    {
        var writer = new DnsMessageWriter(0);
        writer.TryAdd(new DnsQuestion(service.Instance, DnsType.Any));
        writer.TryAdd(new DnsQuestion(service.Host, DnsType.Any));
        foreach (DnsRecord record in service.Records(OwnRecords.Instance | OwnRecords.Host, from))
        {
            writer.TryAdd(DnsSection.Authority, record);
        }

        return writer.ToArray();
    }

    /// <summary>A multicast response with <paramref name="answers"/> and what goes along with them.</summary>
    public static byte[] Response(OwnService service, OwnRecords answers, InterfaceSnapshot from)
    {
        var writer = new DnsMessageWriter(DnsMessage.AuthoritativeResponseFlags);
        Add(writer, DnsSection.Answer, service.Records(answers, from), null, false);
        Add(writer, DnsSection.Additional, service.Records(OwnService.Along(answers), from), null, false);
        return writer.ToArray();
    }

    /// <summary>Takes everything back (RFC 6762 section 10.1).</summary>
    public static byte[] Goodbye(OwnService service, InterfaceSnapshot from)
    {
        var writer = new DnsMessageWriter(DnsMessage.AuthoritativeResponseFlags);
        Add(writer, DnsSection.Answer, service.Records(OwnRecords.Announced, from), 0, false);
        return writer.ToArray();
    }

    /// <summary>A unicast response to a querier that knows no multicast DNS: its identifier and questions come back, lifetimes are short (RFC 6762 section 6.7).</summary>
    public static byte[] Legacy(OwnService service, OwnRecords answers, DnsMessage query, InterfaceSnapshot from)
    {
        var writer = new DnsMessageWriter(DnsMessage.AuthoritativeResponseFlags, query.Id);
        foreach (DnsQuestion question in query.Questions)
        {
            writer.TryAdd(question with { UnicastWanted = false });
        }

        Add(writer, DnsSection.Answer, service.Records(answers, from), MdnsLimits.LegacyTtlSeconds, true);
        Add(writer, DnsSection.Additional, service.Records(OwnService.Along(answers), from), MdnsLimits.LegacyTtlSeconds, true);
        return writer.ToArray();
    }

    private static void Add(DnsMessageWriter writer, DnsSection section, IEnumerable<DnsRecord> records, uint? ttlSeconds, bool legacy)
    {
        foreach (DnsRecord record in records)
        {
            writer.TryAdd(section, record, ttlSeconds, legacy);
        }
    }
}
