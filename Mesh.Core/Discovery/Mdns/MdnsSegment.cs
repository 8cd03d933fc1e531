namespace Mesh.Discovery.Mdns;

/// <summary>One segment's state: how far our names are claimed on it, what is owed, what was heard. Decides nothing about other segments.</summary>
internal sealed class MdnsSegment
{
    private readonly MeshRandom _random;
    private string? _sendFault;
    private MeshInstant _unicastSecondEndsAt;
    private int _unicastAnswers;

    /// <summary>Creates a segment whose probing and browsing begin at once: the first query does not wait for the first probe.</summary>
    public MdnsSegment(SegmentId id, InterfaceSnapshot from, MeshRandom random, MeshInstant now)
    {
        Id = id;
        Interface = from;
        _random = random;
        Queries = new QuerySchedule(random);
        Start(now);
    }

    /// <summary>Which segment.</summary>
    public SegmentId Id { get; }

    /// <summary>Its interface as last read.</summary>
    public InterfaceSnapshot Interface { get; private set; }

    /// <summary>How far our names are claimed.</summary>
    public NameClaim Claim { get; } = new();

    /// <summary>When to browse.</summary>
    public QuerySchedule Queries { get; }

    /// <summary>What we owe.</summary>
    public PendingAnswers Answers { get; } = new();

    /// <summary>What was heard.</summary>
    public HeardInstances Heard { get; } = new();

    /// <summary>Who was heard.</summary>
    public ResponderLog Responders { get; } = new();

    /// <summary>What was sent.</summary>
    public SentLog Sent { get; } = new();

    /// <summary>Why sending fails, in one sentence, or null.</summary>
    public string? SendFault => _sendFault;

    /// <summary>When something is due here.</summary>
    public MeshInstant NextAt => MeshInstant.Min(MeshInstant.Min(Claim.NextAt, Queries.NextAt), MeshInstant.Min(Answers.DueAt, Heard.NextAt));

    /// <summary>Begins probing anew after a conflict.</summary>
    public void ProbeAfter(MeshInstant now, TimeSpan delay)
    {
        Answers.Clear();
        Claim.Probe(now + delay);
    }

    /// <summary>Takes over what the interface looks like now; new addresses are announced.</summary>
    public void Update(InterfaceSnapshot from, MeshInstant now)
    {
        bool differs = !Interface.LooksLike(from);
        Interface = from;
        if (differs)
        {
            Claim.Announce(now);
            Queries.Start(now);
        }
    }

    /// <summary>Multicasts a message.</summary>
    public void Multicast(byte[] bytes, MeshInstant now, MdnsOutbox outbox)
    {
        Sent.Add(bytes, now);
        outbox.Transmissions.Add(new MdnsTransmission(Id, bytes, null));
    }

    /// <summary>Whether one more unicast answer may leave in this second.</summary>
    public bool TryAnswerByUnicast(MeshInstant now)
    {
        if (now >= _unicastSecondEndsAt)
        {
            _unicastSecondEndsAt = now + TimeSpan.FromSeconds(1);
            _unicastAnswers = 0;
        }

        return ++_unicastAnswers <= MdnsLimits.UnicastAnswersPerSecondMax;
    }

    /// <summary>Takes in how sending went. After the first failure everything is said again a little later, as long as it takes.</summary>
    public void OnSendResult(string? fault, MeshInstant now)
    {
        _sendFault = fault;
        if (fault is null)
        {
            return;
        }

        Sent.ForgetNewest();
        MeshInstant again = now + MdnsLimits.SendRetryPause;
        Queries.Start(again);
        if (Claim.IsEstablished)
        {
            Claim.Announce(again);
        }
        else
        {
            Claim.Probe(again + _random.NextTime(TimeSpan.Zero, MdnsLimits.ProbePause));
        }
    }

    /// <summary>The delay of an answer that others may give too: the more may, the wider it spreads.</summary>
    public TimeSpan SharedDelay()
    {
        TimeSpan max = MdnsLimits.SharedDelayMin + (MdnsLimits.SharedDelayPerNode * (Heard.Count + 1));
        return _random.NextTime(MdnsLimits.SharedDelayMin, max < MdnsLimits.SharedDelayMax ? max : MdnsLimits.SharedDelayMax);
    }

    /// <summary>The delay after a query whose known answers go on in another message.</summary>
    public TimeSpan TruncatedDelay() => _random.NextTime(MdnsLimits.TruncatedDelayMin, MdnsLimits.TruncatedDelayMax);

    private void Start(MeshInstant now)
    {
        Queries.Start(now);
        Claim.Probe(now + _random.NextTime(TimeSpan.Zero, MdnsLimits.ProbePause));
    }
}
