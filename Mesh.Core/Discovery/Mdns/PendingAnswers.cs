using System.Net;

namespace Mesh.Discovery.Mdns;

/// <summary>
/// The answers that one segment owes and when they leave (RFC 6762 section 6): answers to several questions leave together,
/// known ones are struck out, and nothing is repeated within a second.
/// </summary>
internal sealed class PendingAnswers
{
    private const int Kinds = 8;

    private readonly MeshInstant[] _allowedAt = new MeshInstant[Kinds];
    private MeshInstant _defenceAllowedAt;
    private IPEndPoint? _unfinishedAsker;

    /// <summary>What is owed.</summary>
    public OwnRecords Owed { get; private set; }

    /// <summary>When it leaves.</summary>
    public MeshInstant DueAt { get; private set; } = MeshInstant.Never;

    /// <summary>Owes <paramref name="records"/> after <paramref name="delay"/>, or sooner when others leave sooner.</summary>
    /// <param name="records">What was asked.</param>
    /// <param name="now">The time.</param>
    /// <param name="delay">How long to wait.</param>
    /// <param name="unfinishedAsker">Who will send more known answers, or null.</param>
    public void Owe(OwnRecords records, MeshInstant now, TimeSpan delay, IPEndPoint? unfinishedAsker)
    {
        if (records != OwnRecords.None)
        {
            Owed |= records;
            DueAt = MeshInstant.Min(DueAt, now + delay);
            _unfinishedAsker = unfinishedAsker ?? _unfinishedAsker;
        }
    }

    /// <summary>Whether one of <paramref name="records"/> left less than a second ago and so may not be multicast yet.</summary>
    public bool MustWait(OwnRecords records, MeshInstant now)
    {
        for (int kind = 0; kind < Kinds; kind++)
        {
            if (records.HasFlag((OwnRecords)(1 << kind)) && _allowedAt[kind] > now)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether <paramref name="source"/> announced that its known answers go on.</summary>
    public bool AwaitsMoreFrom(IPEndPoint source) => Owed != OwnRecords.None && source.Equals(_unfinishedAsker);

    /// <summary>Strikes out what somebody else said, or the asker knows.</summary>
    public void Strike(OwnRecords records)
    {
        Owed &= ~records;
        if (Owed == OwnRecords.None)
        {
            Clear();
        }
    }

    /// <summary>Takes what is due. What left less than a second ago stays and becomes due when that second is over.</summary>
    public OwnRecords Take(MeshInstant now)
    {
        OwnRecords taken = OwnRecords.None;
        MeshInstant next = MeshInstant.Never;
        for (int kind = 0; kind < Kinds; kind++)
        {
            var record = (OwnRecords)(1 << kind);
            if (!Owed.HasFlag(record))
            {
                continue;
            }

            if (_allowedAt[kind] <= now)
            {
                taken |= record;
            }
            else
            {
                next = MeshInstant.Min(next, _allowedAt[kind]);
            }
        }

        Owed &= ~taken;
        DueAt = next;
        _unfinishedAsker = Owed == OwnRecords.None ? null : _unfinishedAsker;
        OnSent(taken, now);
        return taken;
    }

    /// <summary>Notes that <paramref name="records"/> left as answers or in an announcement.</summary>
    public void OnSent(OwnRecords records, MeshInstant now)
    {
        for (int kind = 0; kind < Kinds; kind++)
        {
            if (records.HasFlag((OwnRecords)(1 << kind)))
            {
                _allowedAt[kind] = now + MdnsLimits.RepeatPause;
            }
        }
    }

    /// <summary>Whether our name may be defended now; at most every 250 ms.</summary>
    public bool TryDefend(MeshInstant now)
    {
        if (now < _defenceAllowedAt)
        {
            return false;
        }

        _defenceAllowedAt = now + MdnsLimits.DefencePause;
        return true;
    }

    /// <summary>Owes nothing any more.</summary>
    public void Clear()
    {
        Owed = OwnRecords.None;
        DueAt = MeshInstant.Never;
        _unfinishedAsker = null;
    }
}
