namespace Mesh.Protocol.Gossip;

/// <summary>A token bucket in integers: so many a second for long, so many at once.</summary>
internal sealed class TokenBucket
{
    private const long Micro = 1_000_000;

    private readonly long _perSecond;
    private readonly long _capacityMicro;
    private long _levelMicro;
    private MeshInstant _at;

    /// <summary>Makes a full bucket.</summary>
    public TokenBucket(long perSecond, long burst, MeshInstant now)
    {
        _perSecond = perSecond;
        _capacityMicro = burst * Micro;
        _levelMicro = _capacityMicro;
        _at = now;
    }

    /// <summary>Whole tokens that may be taken now.</summary>
    public long Available(MeshInstant now)
    {
        Fill(now);
        return Math.Max(0, _levelMicro / Micro);
    }

    /// <summary>Takes <paramref name="tokens"/> if they are there.</summary>
    public bool TryTake(long tokens, MeshInstant now)
    {
        Fill(now);
        if (_levelMicro < tokens * Micro)
        {
            return false;
        }

        _levelMicro -= tokens * Micro;
        return true;
    }

    /// <summary>Takes <paramref name="tokens"/> even if they are not there: the debt is paid by waiting.</summary>
    public void Take(long tokens, MeshInstant now)
    {
        Fill(now);
        _levelMicro -= tokens * Micro;
    }

    /// <summary>When <paramref name="tokens"/> will be there.</summary>
    public MeshInstant When(long tokens, MeshInstant now)
    {
        Fill(now);
        long lacking = (tokens * Micro) - _levelMicro;
        return lacking <= 0 ? now : now + TimeSpan.FromMicroseconds(((lacking + _perSecond - 1) / _perSecond) + 1);
    }

    private void Fill(MeshInstant now)
    {
        long micros = now.Microseconds - _at.Microseconds;
        _at = now;
        long room = _capacityMicro - _levelMicro;

        // The comparison by division keeps the product from overflowing after a long pause.
        _levelMicro = micros > room / _perSecond ? _capacityMicro : _levelMicro + (micros * _perSecond);
    }
}
