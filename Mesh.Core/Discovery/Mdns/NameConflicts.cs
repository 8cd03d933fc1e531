namespace Mesh.Discovery.Mdns;

/// <summary>
/// Notices that another node uses or wants our instance name (RFC 6762 sections 8.2 and 9) and answers with patience or a new name.
/// The host name is left out: it is drawn from the key, so whoever else has it is a copy of this node, and another name would not help.
/// </summary>
internal sealed class NameConflicts
{
    private readonly OwnService _service;
    private readonly IReadOnlyDictionary<SegmentId, MdnsSegment> _segments;
    private readonly MeshRandom _random;
    private MeshInstant _countedSince;
    private int _counted;

    /// <summary>Creates the judge over a service's name on all segments.</summary>
    public NameConflicts(OwnService service, IReadOnlyDictionary<SegmentId, MdnsSegment> segments, MeshRandom random)
    {
        _service = service;
        _segments = segments;
        _random = random;
    }

    /// <summary>Looks for records under our name that are not ours. While probing the name is taken and we take another; later both sides probe again.</summary>
    public void OnResponse(MdnsSegment segment, DnsMessage message, MeshInstant now)
    {
        if (!message.Answers.Any(Conflicts) && !message.Additionals.Any(Conflicts))
        {
            return;
        }

        if (segment.Claim.IsEstablished)
        {
            segment.ProbeAfter(now, Patience(now));
            return;
        }

        do
        {
            _service.Rename();
        }
        while (_segments.Values.Any(other => other.Heard.Find(_service.Instance) is not null));

        TimeSpan patience = Patience(now);
        foreach (MdnsSegment other in _segments.Values)
        {
            other.ProbeAfter(now, patience);
        }
    }

    /// <summary>Looks for a simultaneous probe for our name: the lexicographically later records win, the loser waits a second and asks again.</summary>
    public void OnQuery(MdnsSegment segment, DnsMessage message, MeshInstant now)
    {
        if (segment.Claim.IsEstablished || message.Authorities.Count == 0)
        {
            return;
        }

        List<DnsRecord> theirs = [.. message.Authorities.Where(record => record.Name.Equals(_service.Instance))];
        if (theirs.Count == 0)
        {
            return;
        }

        List<DnsRecord> ours = [.. _service.Records(OwnRecords.Instance, segment.Interface)];
        if (Compare(ours, theirs) < 0)
        {
            segment.ProbeAfter(now, MdnsLimits.ProbeLossPause);
        }
    }

    private static int Compare(List<DnsRecord> left, List<DnsRecord> right)
    {
        left.Sort(Compare);
        right.Sort(Compare);
        for (int i = 0; i < left.Count && i < right.Count; i++)
        {
            int order = Compare(left[i], right[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Count.CompareTo(right.Count);
    }

    private static int Compare(DnsRecord left, DnsRecord right) =>
        left.Type != right.Type ? left.Type.CompareTo(right.Type) : left.Content.SequenceCompareTo(right.Content);

    private bool Conflicts(DnsRecord record)
    {
        if (record.TtlSeconds == 0 || !record.Name.Equals(_service.Instance))
        {
            return false;
        }

        return record.TryGetService(out DnsName? host, out _)
            ? !host.Equals(_service.Host)
            : record.Type == DnsType.Txt && !_service.IsSelf(ServiceText.Decode(record.Content).Peer);
    }

    private TimeSpan Patience(MeshInstant now)
    {
        if (now - _countedSince > MdnsLimits.ConflictsCounted)
        {
            _countedSince = now;
            _counted = 0;
        }

        return ++_counted > MdnsLimits.ConflictsBeforeSlowing ? MdnsLimits.ManyConflictsPause : _random.NextTime(TimeSpan.Zero, MdnsLimits.ProbePause);
    }
}
