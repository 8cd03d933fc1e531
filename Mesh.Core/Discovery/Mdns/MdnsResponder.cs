using System.Net;

namespace Mesh.Discovery.Mdns;

/// <summary>Decides which questions this node answers, and when (RFC 6762 sections 6 and 7).</summary>
internal sealed class MdnsResponder
{
    private static readonly IReadOnlyList<OwnRecords> Kinds = [.. Enum.GetValues<OwnRecords>().Where(kind => int.IsPow2((int)kind))];

    private readonly OwnService _service;

    /// <summary>Creates the responder of a service.</summary>
    public MdnsResponder(OwnService service) => _service = service;

    /// <summary>Answers a legacy query by unicast and at once. Only neighbours get an answer, and few per second: sources are easily forged.</summary>
    public static void OnLegacyQuery(OwnService service, MdnsSegment segment, DnsMessage query, IPEndPoint source, MeshInstant now, MdnsOutbox outbox)
    {
        if (!segment.Claim.IsEstablished || !segment.Interface.IsOnLink(source.Address))
        {
            return;
        }

        OwnRecords asked = Asked(service, segment, query);
        if (asked != OwnRecords.None && segment.TryAnswerByUnicast(now))
        {
            outbox.Transmissions.Add(new MdnsTransmission(segment.Id, MdnsMessages.Legacy(service, asked, query, segment.Interface), source));
        }
    }

    /// <summary>
    /// Takes in a query. A welcome for unicast answers is used only where a multicast one would have to wait for its second to pass:
    /// of several sockets on this port only one hears it, and everybody profits from a multicast one.
    /// </summary>
    public void OnQuery(MdnsSegment segment, DnsMessage query, IPEndPoint source, MeshInstant now, MdnsOutbox outbox)
    {
        if (!segment.Claim.IsEstablished)
        {
            return;
        }

        if (query.Questions.Count == 0)
        {
            if (segment.Answers.AwaitsMoreFrom(source))
            {
                segment.Answers.Strike(Known(segment, query.Answers, MdnsLimits.TtlSeconds / 2));
            }

            return;
        }

        if (query.Authorities.Any(record => record.Name.Equals(_service.Instance)))
        {
            Defend(segment, now, outbox);
            return;
        }

        OwnRecords asked = Asked(_service, segment, query) & ~Known(segment, query.Answers, MdnsLimits.TtlSeconds / 2);
        if (query.Questions.Any(question => question.UnicastWanted) && TryAnswerByUnicast(segment, asked, source, now, outbox))
        {
            return;
        }

        bool shared = (asked & (OwnRecords.Pointer | OwnRecords.Enumeration)) != OwnRecords.None;
        TimeSpan delay = query.IsTruncated ? segment.TruncatedDelay() : shared ? segment.SharedDelay() : TimeSpan.Zero;
        segment.Answers.Owe(asked, now, delay, query.IsTruncated ? source : null);
        HandleDeadline(segment, now, outbox);
    }

    /// <summary>Takes in a response: what another says with a life no shorter than ours need not be said again (RFC 6762 section 7.4).</summary>
    public void OnResponse(MdnsSegment segment, DnsMessage response)
    {
        if (segment.Answers.Owed != OwnRecords.None)
        {
            segment.Answers.Strike(Known(segment, response.Answers, MdnsLimits.TtlSeconds));
        }
    }

    /// <summary>Sends what is due.</summary>
    public void HandleDeadline(MdnsSegment segment, MeshInstant now, MdnsOutbox outbox)
    {
        if (segment.Answers.DueAt <= now && segment.Answers.Take(now) is var due && due != OwnRecords.None)
        {
            segment.Multicast(MdnsMessages.Response(_service, due, segment.Interface), now, outbox);
        }
    }

    private static OwnRecords Asked(OwnService service, MdnsSegment segment, DnsMessage query)
    {
        OwnRecords asked = OwnRecords.None;
        foreach (DnsQuestion question in query.Questions)
        {
            asked |= service.Asked(question, segment.Interface);
        }

        return asked;
    }

    private bool TryAnswerByUnicast(MdnsSegment segment, OwnRecords asked, IPEndPoint source, MeshInstant now, MdnsOutbox outbox)
    {
        if (!segment.Answers.MustWait(asked, now) || !segment.Interface.IsOnLink(source.Address) || !segment.TryAnswerByUnicast(now))
        {
            return false;
        }

        outbox.Transmissions.Add(new MdnsTransmission(segment.Id, MdnsMessages.Response(_service, asked, segment.Interface), source));
        return true;
    }

    private void Defend(MdnsSegment segment, MeshInstant now, MdnsOutbox outbox)
    {
        if (segment.Answers.TryDefend(now))
        {
            segment.Multicast(MdnsMessages.Response(_service, OwnRecords.Instance, segment.Interface), now, outbox);
        }
    }

    /// <summary>Which kinds of our records are wholly among <paramref name="records"/> with at least a lifetime.</summary>
    private OwnRecords Known(MdnsSegment segment, IReadOnlyList<DnsRecord> records, uint ttlSecondsMin)
    {
        OwnRecords known = OwnRecords.None;
        if (records.Count == 0)
        {
            return known;
        }

        foreach (OwnRecords kind in Kinds)
        {
            if (_service.Records(kind, segment.Interface).All(own => records.Any(record => record.TtlSeconds >= ttlSecondsMin && record.SaysTheSameAs(own))))
            {
                known |= kind;
            }
        }

        return known;
    }
}
