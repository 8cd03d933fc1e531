using System.Net;

namespace Mesh.Discovery.Mdns;

/// <summary>
/// Multicast DNS and DNS-SD for one service (RFC 6762, RFC 6763) as a pure machine: it is handed datagrams, the interfaces and the time, and fills an outbox.
/// Not thread-safe; time never goes back.
/// </summary>
internal sealed class MdnsEngine
{
    private readonly OwnService _service;
    private readonly MeshRandom _random;
    private readonly Dictionary<SegmentId, MdnsSegment> _segments = [];
    private readonly MdnsResponder _responder;
    private readonly MdnsBrowser _browser;
    private readonly NameConflicts _conflicts;

    /// <summary>Creates the engine of an announcement; it does nothing until it is handed interfaces.</summary>
    public MdnsEngine(PeerAnnouncement announcement, MeshRandom random)
    {
        _service = new OwnService(announcement);
        _random = random;
        _responder = new MdnsResponder(_service);
        _browser = new MdnsBrowser(_service, _segments);
        _conflicts = new NameConflicts(_service, _segments, random);
    }

    /// <summary>The instance name that we hold or claim.</summary>
    public DnsName Instance => _service.Instance;

    /// <summary>When <see cref="HandleDeadline"/> wants to be called; a call too early does nothing.</summary>
    public MeshInstant NextDeadline
    {
        get
        {
            MeshInstant next = MeshInstant.Never;
            foreach (MdnsSegment segment in _segments.Values)
            {
                next = MeshInstant.Min(next, segment.NextAt);
            }

            return next;
        }
    }

    /// <summary>The segments that are served.</summary>
    public IReadOnlyCollection<MdnsSegment> Segments => _segments.Values;

    /// <summary>Takes over the set of interfaces to serve: new segments begin, those that are gone end and take their sightings along.</summary>
    public void OnInterfaces(IReadOnlyList<InterfaceSnapshot> served, MeshInstant now, MdnsOutbox outbox)
    {
        Dictionary<SegmentId, InterfaceSnapshot> wanted = [];
        foreach (InterfaceSnapshot entry in served)
        {
            foreach (bool ipv6 in new[] { true, false })
            {
                if (entry.Carries(ipv6) && wanted.Count < MdnsLimits.SegmentsMax)
                {
                    wanted[new SegmentId(entry.Index, ipv6)] = entry;
                }
            }
        }

        foreach (MdnsSegment segment in _segments.Values.ToArray())
        {
            if (!wanted.TryGetValue(segment.Id, out InterfaceSnapshot? entry) || entry.Name != segment.Interface.Name)
            {
                _segments.Remove(segment.Id);
                _browser.ReportGone(segment.Heard.All, segment, outbox);
            }
        }

        foreach ((SegmentId id, InterfaceSnapshot entry) in wanted)
        {
            if (_segments.TryGetValue(id, out MdnsSegment? segment))
            {
                segment.Update(entry, now);
            }
            else
            {
                _segments.Add(id, new MdnsSegment(id, entry, _random, now));
            }
        }

        HandleDeadline(now, outbox);
    }

    /// <summary>Takes in a datagram, whatever its bytes are. One sent to us alone must come from a neighbour, for routers forward those (RFC 6762 section 11).</summary>
    public void OnDatagram(SegmentId id, IPEndPoint source, bool multicast, ReadOnlySpan<byte> bytes, MeshInstant now, MdnsOutbox outbox)
    {
        if (!_segments.TryGetValue(id, out MdnsSegment? segment) || IsOwn(segment, source.Address, bytes, now))
        {
            return;
        }

        if (!multicast && !segment.Interface.IsOnLink(source.Address))
        {
            return;
        }

        if (!DnsMessageReader.TryRead(bytes, out DnsMessage? message) || !message.IsOrdinary)
        {
            return;
        }

        segment.Responders.Note(source.Address, now);

        // A response from another port is not from a responder (RFC 6762 section 6); a query from another port is a legacy one.
        bool legacy = source.Port != MdnsLimits.Port;
        if (message.IsResponse)
        {
            if (!legacy)
            {
                _conflicts.OnResponse(segment, message, now);
                _responder.OnResponse(segment, message);
                _browser.OnResponse(segment, message, source.Address, OwnsAddress(source.Address), now, outbox);
            }
        }
        else if (legacy)
        {
            MdnsResponder.OnLegacyQuery(_service, segment, message, source, now, outbox);
        }
        else
        {
            _conflicts.OnQuery(segment, message, now);
            _browser.OnQuery(segment, message, source.Address, OwnsAddress(source.Address), now, outbox);
            _responder.OnQuery(segment, message, source, now, outbox);
        }
    }

    /// <summary>Does what is due.</summary>
    public void HandleDeadline(MeshInstant now, MdnsOutbox outbox)
    {
        foreach (MdnsSegment segment in _segments.Values)
        {
            _browser.HandleDeadline(segment, now, outbox);
            if (segment.Claim.NextAt <= now)
            {
                bool announce = segment.Claim.TakeStep(now);
                segment.Answers.OnSent(announce ? OwnRecords.Announced : OwnRecords.None, now);
                segment.Multicast(
                    announce ? MdnsMessages.Response(_service, OwnRecords.Announced, segment.Interface) : MdnsMessages.Probe(_service, segment.Interface),
                    now,
                    outbox);
            }

            _responder.HandleDeadline(segment, now, outbox);
        }
    }

    /// <summary>Takes in how sending on a segment went: null, or why not in one sentence.</summary>
    public void OnSendResult(SegmentId id, string? fault, MeshInstant now) => _segments.GetValueOrDefault(id)?.OnSendResult(fault, now);

    /// <summary>Says goodbye wherever our names are known. Call it last.</summary>
    public void Close(MdnsOutbox outbox)
    {
        foreach (MdnsSegment segment in _segments.Values)
        {
            if (segment.Claim.IsEstablished)
            {
                outbox.Transmissions.Add(new MdnsTransmission(segment.Id, MdnsMessages.Goodbye(_service, segment.Interface), null));
            }
        }
    }

    private bool IsOwn(MdnsSegment arrival, IPAddress source, ReadOnlySpan<byte> bytes, MeshInstant now)
    {
        if (!OwnsAddress(source))
        {
            return false;
        }

        if (arrival.Sent.TryReturn(bytes, now))
        {
            return true;
        }

        foreach (MdnsSegment segment in _segments.Values)
        {
            if (segment != arrival && segment.Sent.Holds(bytes, now))
            {
                return true;
            }
        }

        return false;
    }

    // IPv4 multicast on loopback arrives from 0.0.0.0.
    private bool OwnsAddress(IPAddress address)
    {
        if (address.Equals(IPAddress.Any))
        {
            return true;
        }

        foreach (MdnsSegment segment in _segments.Values)
        {
            if (segment.Interface.Owns(address))
            {
                return true;
            }
        }

        return false;
    }
}
