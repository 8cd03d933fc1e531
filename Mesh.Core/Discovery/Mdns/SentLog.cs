namespace Mesh.Discovery.Mdns;

/// <summary>What one segment multicast lately: tells our own messages that come back from others', and whether they come back at all.</summary>
internal sealed class SentLog
{
    private readonly List<Entry> _entries = [];

    /// <summary>Notes a message. The oldest is forgotten when there are too many.</summary>
    public void Add(byte[] bytes, MeshInstant now)
    {
        if (_entries.Count == MdnsLimits.SentRememberedMax)
        {
            _entries.RemoveAt(0);
        }

        _entries.Add(new Entry(bytes, now));
    }

    /// <summary>Forgets the newest: it could not be sent.</summary>
    public void ForgetNewest()
    {
        if (_entries.Count > 0)
        {
            _entries.RemoveAt(_entries.Count - 1);
        }
    }

    /// <summary>Whether <paramref name="bytes"/> are a message of ours that has not come back yet; it now has.</summary>
    public bool TryReturn(ReadOnlySpan<byte> bytes, MeshInstant now)
    {
        foreach (Entry entry in _entries)
        {
            if (!entry.Returned && now - entry.SentAt <= MdnsLimits.SentRemembered && bytes.SequenceEqual(entry.Bytes))
            {
                entry.Returned = true;
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether <paramref name="bytes"/> were sent lately, returned or not: interfaces may be joined by a bridge outside.</summary>
    public bool Holds(ReadOnlySpan<byte> bytes, MeshInstant now)
    {
        foreach (Entry entry in _entries)
        {
            if (now - entry.SentAt <= MdnsLimits.SentRemembered && bytes.SequenceEqual(entry.Bytes))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the newest decided message came back, false when it did not within a second, null while none is decided.</summary>
    public bool? Returned(MeshInstant now)
    {
        for (int i = _entries.Count - 1; i >= 0; i--)
        {
            if (_entries[i].Returned)
            {
                return true;
            }

            if (now - _entries[i].SentAt > MdnsLimits.ReturnLimit)
            {
                return false;
            }
        }

        return null;
    }

    private sealed class Entry(byte[] bytes, MeshInstant sentAt)
    {
        public byte[] Bytes { get; } = bytes;

        public MeshInstant SentAt { get; } = sentAt;

        public bool Returned { get; set; }
    }
}
