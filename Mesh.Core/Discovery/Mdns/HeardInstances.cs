using System.Net;

namespace Mesh.Discovery.Mdns;

/// <summary>
/// What one segment heard: the record cache of RFC 6762 section 10, reduced to the instances of our service. Nothing in it is authenticated.
/// Bounded per source address and overall; the entry heard longest ago makes room, because refusing would let an inventor under a forged source shut its victim out.
/// </summary>
internal sealed class HeardInstances
{
    private readonly Dictionary<DnsName, HeardInstance> _entries = [];

    /// <summary>How many instances are known.</summary>
    public int Count => _entries.Count;

    /// <summary>The instances, in no particular order.</summary>
    public IEnumerable<HeardInstance> All => _entries.Values;

    /// <summary>When something expires or must be asked for.</summary>
    public MeshInstant NextAt
    {
        get
        {
            MeshInstant next = MeshInstant.Never;
            foreach (HeardInstance entry in _entries.Values)
            {
                next = MeshInstant.Min(next, MeshInstant.Min(entry.ExpiresAt, entry.ResolveDueAt));
            }

            return next;
        }
    }

    /// <summary>The instance of a name, or null.</summary>
    public HeardInstance? Find(DnsName name) => _entries.GetValueOrDefault(name);

    /// <summary>Takes in what a response says, or a probe claims.</summary>
    /// <param name="records">The records, in the message's order.</param>
    /// <param name="source">Who sent it.</param>
    /// <param name="perSourceMax">How many instances that source may have here.</param>
    /// <param name="lifeMax">The longest that its records are believed.</param>
    /// <param name="now">The time.</param>
    /// <param name="lost">Receives the peers whose announcement was overwritten by another's.</param>
    /// <returns>The instances that were mentioned.</returns>
    public IReadOnlyList<HeardInstance> Apply(IReadOnlyList<DnsRecord> records, IPAddress source, int perSourceMax, TimeSpan lifeMax, MeshInstant now, List<PeerId> lost)
    {
        List<HeardInstance> touched = [];
        foreach (DnsRecord record in records)
        {
            MeshInstant expires = now + Life(record, lifeMax);
            if (record.TryGetPointer(out DnsName? target) && record.Name.Equals(OwnService.Type) && target.IsChildOf(OwnService.Type))
            {
                if (Touch(target, record, source, perSourceMax, now, touched) is { } pointed)
                {
                    pointed.PointerExpiresAt = expires;
                    pointed.ServiceExpiresAt = record.TtlSeconds == 0 ? MeshInstant.Min(pointed.ServiceExpiresAt, expires) : pointed.ServiceExpiresAt;
                }
            }
            else if (record.TryGetService(out DnsName? host, out int port) && record.Name.IsChildOf(OwnService.Type))
            {
                if (Touch(record.Name, record, source, perSourceMax, now, touched) is { } served)
                {
                    served.Host = host;
                    served.Port = port;
                    served.ServiceExpiresAt = expires;
                }
            }
            else if (record.Type == DnsType.Txt && record.TtlSeconds > 0 && record.Name.IsChildOf(OwnService.Type)
                && Touch(record.Name, record, source, perSourceMax, now, touched) is { } described)
            {
                SetText(described, record, expires, lost);
            }
        }

        foreach (HeardInstance entry in touched)
        {
            SetAddresses(entry, records);
        }

        return touched;
    }

    /// <summary>Removes what has expired and returns it.</summary>
    public IReadOnlyList<HeardInstance> Expire(MeshInstant now)
    {
        List<HeardInstance>? expired = null;
        foreach (HeardInstance entry in _entries.Values)
        {
            if (entry.ExpiresAt <= now)
            {
                (expired ??= []).Add(entry);
            }
        }

        foreach (HeardInstance entry in expired ?? [])
        {
            _entries.Remove(entry.Name);
        }

        return expired ?? [];
    }

    /// <summary>Removes one instance.</summary>
    public void Remove(DnsName name) => _entries.Remove(name);

    private static TimeSpan Life(DnsRecord record, TimeSpan lifeMax)
    {
        TimeSpan life = record.TtlSeconds == 0 ? MdnsLimits.GoodbyeGrace : TimeSpan.FromSeconds(record.TtlSeconds);
        return life < lifeMax ? life : lifeMax;
    }

    private static void SetText(HeardInstance entry, DnsRecord record, MeshInstant expires, List<PeerId> lost)
    {
        ServiceText text = ServiceText.Decode(record.Content);
        if (entry.Text?.Peer is { } before && before != text.Peer)
        {
            lost.Add(before);
        }

        entry.Text = text;

        // A text alone must not live for ever.
        entry.PointerExpiresAt = entry.ExpiresAt == MeshInstant.Zero ? expires : entry.PointerExpiresAt;
    }

    private static void SetAddresses(HeardInstance entry, IReadOnlyList<DnsRecord> records)
    {
        bool cleared = false;
        foreach (DnsRecord record in records)
        {
            if (record.TtlSeconds == 0 || !record.TryGetAddress(out IPAddress? address) || !record.Name.Equals(entry.Host))
            {
                continue;
            }

            if (record.CacheFlush && !cleared)
            {
                entry.Addresses.Clear();
                cleared = true;
            }

            if (entry.Addresses.Count < MdnsLimits.AddressesPerInstanceMax && !entry.Addresses.Contains(address))
            {
                entry.Addresses.Add(address);
            }
        }
    }

    private HeardInstance? Touch(DnsName name, DnsRecord record, IPAddress source, int perSourceMax, MeshInstant now, List<HeardInstance> touched)
    {
        if (!_entries.TryGetValue(name, out HeardInstance? entry))
        {
            if (record.TtlSeconds == 0)
            {
                return null;
            }

            MakeRoom(source, perSourceMax);
            entry = new HeardInstance(name, source, now);
            _entries.Add(name, entry);
        }

        if (record.TtlSeconds > 0)
        {
            entry.Source = source;
            entry.LastHeardAt = now;
            if (!touched.Contains(entry))
            {
                touched.Add(entry);
            }
        }

        return entry;
    }

    private void MakeRoom(IPAddress source, int perSourceMax)
    {
        int ofSource = 0;
        HeardInstance? oldest = null;
        HeardInstance? oldestOfSource = null;
        foreach (HeardInstance entry in _entries.Values)
        {
            oldest = oldest is null || entry.LastHeardAt < oldest.LastHeardAt ? entry : oldest;
            if (entry.Source.Equals(source))
            {
                ofSource++;
                oldestOfSource = oldestOfSource is null || entry.LastHeardAt < oldestOfSource.LastHeardAt ? entry : oldestOfSource;
            }
        }

        HeardInstance? leaving = ofSource >= perSourceMax ? oldestOfSource : _entries.Count >= MdnsLimits.InstancesMax ? oldest : null;
        if (leaving is not null)
        {
            _entries.Remove(leaving.Name);
        }
    }
}
