using System.Net;
using System.Net.Sockets;

namespace Mesh.Discovery.Mdns;

/// <summary>Asks who is there and turns what is heard into sightings (RFC 6762 section 5, RFC 6763 section 4).</summary>
internal sealed class MdnsBrowser
{
    private static readonly TimeSpan LifeMax = TimeSpan.FromSeconds(MdnsLimits.TtlSeconds);

    private readonly OwnService _service;
    private readonly IReadOnlyDictionary<SegmentId, MdnsSegment> _segments;

    /// <summary>Creates the browser of a node over its segments.</summary>
    public MdnsBrowser(OwnService service, IReadOnlyDictionary<SegmentId, MdnsSegment> segments)
    {
        _service = service;
        _segments = segments;
    }

    /// <summary>Takes in a response.</summary>
    public void OnResponse(MdnsSegment segment, DnsMessage response, IPAddress source, bool sourceIsOwn, MeshInstant now, MdnsOutbox outbox) =>
        TakeIn(segment, [.. response.Answers, .. response.Additionals], source, sourceIsOwn, LifeMax, now, outbox);

    /// <summary>
    /// Takes in a query. A probe tells who is about to come, long before its first announcement; it is believed for a short time only.
    /// A query that brings whatever ours would counts as ours.
    /// </summary>
    public void OnQuery(MdnsSegment segment, DnsMessage query, IPAddress source, bool sourceIsOwn, MeshInstant now, MdnsOutbox outbox)
    {
        if (query.Authorities.Count > 0)
        {
            DnsRecord[] claims = [.. query.Authorities.Where(record => segment.Heard.Find(record.Name) is not { } known || known.PointerExpiresAt <= now)];
            TakeIn(segment, claims, source, sourceIsOwn, MdnsLimits.ProberLife, now, outbox);
        }

        bool browses = query.Questions.Any(question => question.Type == DnsType.Ptr && question.Name.Equals(OwnService.Type));
        if (browses && !query.IsTruncated && query.Answers.All(answer => IsKnownHere(segment, answer, now)))
        {
            segment.Queries.OnEqualQuery(now, segment.Heard.Count);
        }
    }

    /// <summary>Asks what is due and lets go of what has expired.</summary>
    public void HandleDeadline(MdnsSegment segment, MeshInstant now, MdnsOutbox outbox)
    {
        ReportGone(segment.Heard.Expire(now), segment, outbox);
        if (segment.Queries.NextAt <= now)
        {
            foreach (byte[] message in MdnsMessages.Browse(segment.Heard, segment.Queries.IsFirst, now))
            {
                segment.Multicast(message, now, outbox);
            }

            segment.Queries.OnSent(now, segment.Heard.Count);
        }

        HeardInstance[] incomplete = [.. segment.Heard.All.Where(entry => entry.ResolveDueAt <= now).Take(MdnsLimits.ResolvedPerQueryMax)];
        if (incomplete.Length > 0)
        {
            segment.Multicast(MdnsMessages.Resolve(incomplete.Select(entry => entry.Name)), now, outbox);
        }

        foreach (HeardInstance entry in incomplete)
        {
            entry.ResolveTries++;
            entry.ResolveAt = now + (MdnsLimits.RepeatPause * entry.ResolveTries);
        }
    }

    /// <summary>Reports peers as gone whose last announcement was among <paramref name="removed"/>.</summary>
    public void ReportGone(IEnumerable<HeardInstance> removed, MdnsSegment segment, MdnsOutbox outbox)
    {
        foreach (HeardInstance entry in removed)
        {
            if (entry.Text?.Peer is { } peer)
            {
                ReportGone(peer, entry, segment, outbox);
            }
        }
    }

    private void ReportGone(PeerId peer, HeardInstance? entry, MdnsSegment segment, MdnsOutbox outbox)
    {
        if (_segments.Values.All(other => other.Heard.All.All(heard => heard == entry || heard.Text?.Peer != peer)))
        {
            string? name = entry is null ? null : InstanceLabel.Clean(entry.Name.FirstLabel);
            outbox.Sightings.Add(new PeerSighting(SightingSource.Mdns, peer, null, segment.Interface.Name, name, Gone: true));
        }
    }

    private void TakeIn(MdnsSegment segment, DnsRecord[] records, IPAddress source, bool sourceIsOwn, TimeSpan lifeMax, MeshInstant now, MdnsOutbox outbox)
    {
        DnsRecord[] foreign = [.. records.Where(record => !IsAboutUs(record))];
        List<PeerId> lost = [];
        int perSource = sourceIsOwn ? MdnsLimits.InstancesPerOwnAddressMax : MdnsLimits.InstancesPerSourceMax;
        foreach (HeardInstance entry in segment.Heard.Apply(foreign, source, perSource, lifeMax, now, lost))
        {
            if (_service.IsSelf(entry.Text?.Peer))
            {
                segment.Heard.Remove(entry.Name);
            }
            else if (entry.IsComplete)
            {
                Report(segment, entry, source, now, outbox);
            }
        }

        foreach (PeerId peer in lost)
        {
            ReportGone(peer, null, segment, outbox);
        }
    }

    private bool IsAboutUs(DnsRecord record) =>
        record.Name.Equals(_service.Instance) || (record.TryGetPointer(out DnsName? target) && target.Equals(_service.Instance));

    private static bool IsKnownHere(MdnsSegment segment, DnsRecord answer, MeshInstant now, DnsName own) =>
        answer.TryGetPointer(out DnsName? target)
        && (target.Equals(own) || (segment.Heard.Find(target) is { } entry && MdnsMessages.IsKnown(entry, now)));

    private bool IsKnownHere(MdnsSegment segment, DnsRecord answer, MeshInstant now) => IsKnownHere(segment, answer, now, _service.Instance);

    private static void Report(MdnsSegment segment, HeardInstance entry, IPAddress source, MeshInstant now, MdnsOutbox outbox)
    {
        // The source comes first: it carries the scope, and a packet just came from there.
        List<IPAddress> addresses = [];
        if (segment.Interface.IsOnLink(source))
        {
            addresses.Add(source.IsIPv6LinkLocal ? new IPAddress(source.GetAddressBytes(), segment.Id.InterfaceIndex) : source);
        }

        // On loopback there is no source; the family that the packet came by is the one known to work.
        AddressFamily heardBy = segment.Id.IPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        foreach (IPAddress announced in entry.Addresses.OrderByDescending(address => address.AddressFamily == heardBy))
        {
            IPAddress address = announced.IsIPv6LinkLocal ? new IPAddress(announced.GetAddressBytes(), segment.Id.InterfaceIndex) : announced;
            bool plausible = segment.Interface.IsOnLink(address) && IPAddress.IsLoopback(address) == segment.Interface.IsLoopback;
            if (plausible && !addresses.Contains(address))
            {
                addresses.Add(address);
            }
        }

        string name = InstanceLabel.Clean(entry.Name.FirstLabel);
        foreach (IPAddress address in addresses)
        {
            var endPoint = new IPEndPoint(address, entry.Port);
            if (entry.TryReport(endPoint, now))
            {
                outbox.Sightings.Add(new PeerSighting(
                    SightingSource.Mdns,
                    entry.Text!.Peer,
                    endPoint,
                    segment.Interface.Name,
                    name,
                    entry.Text.NetworkTag,
                    entry.Text.RevisionMin,
                    entry.Text.RevisionMax));
            }
        }
    }
}
