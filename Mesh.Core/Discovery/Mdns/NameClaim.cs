namespace Mesh.Discovery.Mdns;

/// <summary>
/// How far our names are claimed on one segment (RFC 6762 section 8): three probes 250 ms apart, then announcements 1 s and 2 s apart, then rest.
/// </summary>
internal sealed class NameClaim
{
    private int _probesLeft;
    private int _announcementsLeft;
    private TimeSpan _announcePause;

    /// <summary>Whether the names are ours, so that questions may be answered.</summary>
    public bool IsEstablished { get; private set; }

    /// <summary>When the next step is due.</summary>
    public MeshInstant NextAt { get; private set; } = MeshInstant.Never;

    /// <summary>Begins probing, again where needed, with the first probe at <paramref name="first"/>.</summary>
    public void Probe(MeshInstant first)
    {
        IsEstablished = false;
        _probesLeft = MdnsLimits.Probes;
        NextAt = first;
    }

    /// <summary>Announces anew, because an address changed or because nobody may have heard it. Does nothing while probing.</summary>
    public void Announce(MeshInstant now)
    {
        if (IsEstablished)
        {
            _announcementsLeft = MdnsLimits.Announcements;
            _announcePause = MdnsLimits.AnnouncePause;
            NextAt = now;
        }
    }

    /// <summary>Takes the step that is due.</summary>
    /// <returns>True to announce, false to probe.</returns>
    public bool TakeStep(MeshInstant now)
    {
        if (_probesLeft > 0)
        {
            _probesLeft--;
            NextAt = now + MdnsLimits.ProbePause;
            return false;
        }

        if (!IsEstablished)
        {
            IsEstablished = true;
            Announce(now);
        }

        _announcementsLeft--;
        NextAt = _announcementsLeft > 0 ? now + _announcePause : MeshInstant.Never;
        _announcePause *= 2;
        return true;
    }
}
