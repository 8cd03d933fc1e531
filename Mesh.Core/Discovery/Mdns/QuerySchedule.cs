namespace Mesh.Discovery.Mdns;

/// <summary>
/// When to browse on one segment: a burst after every interface event, then every ten seconds or so, unless somebody else's equal query
/// did the work already (RFC 6762 section 7.3). Whoever hears nobody looks every three seconds for five minutes.
/// </summary>
internal sealed class QuerySchedule
{
    private const int JitterDivisor = 5;

    private readonly MeshRandom _random;
    private MeshInstant _started;
    private int _burst;

    /// <summary>Creates a schedule that rests until <see cref="Start"/>.</summary>
    public QuerySchedule(MeshRandom random) => _random = random;

    /// <summary>When the next query is due.</summary>
    public MeshInstant NextAt { get; private set; } = MeshInstant.Never;

    /// <summary>Whether the next query is the first after an event. It welcomes unicast answers (RFC 6762 section 5.4), which may come sooner; the next does not rest on them.</summary>
    public bool IsFirst => _burst == 0;

    /// <summary>Begins the burst.</summary>
    public void Start(MeshInstant now)
    {
        _started = now;
        _burst = 0;
        NextAt = now;
    }

    /// <summary>Notes that the query that was due left.</summary>
    /// <param name="now">The time.</param>
    /// <param name="known">How many announcements this segment knows.</param>
    public void OnSent(MeshInstant now, int known)
    {
        _burst++;
        NextAt = _burst < MdnsLimits.QueryBurst.Count ? _started + MdnsLimits.QueryBurst[_burst] : now + Pause(now, known);
    }

    /// <summary>Notes another node's query that brings whatever ours would. The burst is not shortened.</summary>
    public void OnEqualQuery(MeshInstant now, int known)
    {
        if (_burst >= MdnsLimits.QueryBurst.Count)
        {
            NextAt = now + Pause(now, known);
        }
    }

    private TimeSpan Pause(MeshInstant now, int known)
    {
        TimeSpan pause = known == 0 && now - _started < MdnsLimits.AloneEagerness
            ? MdnsLimits.QueryPauseAlone
            : MdnsLimits.QueryPause * Math.Max(1, known / MdnsLimits.NodesPerQueryPause);
        pause = pause < MdnsLimits.QueryPauseMax ? pause : MdnsLimits.QueryPauseMax;
        return _random.NextTime(pause, pause + (pause / JitterDivisor));
    }
}
