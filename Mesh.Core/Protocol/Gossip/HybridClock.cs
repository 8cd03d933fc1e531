namespace Mesh.Protocol.Gossip;

/// <summary>
/// A hybrid logical clock (Kulkarni et al. 2014) in 64 bits: 48 of milliseconds since 1970, 16 of counter.
/// Decides display order and nothing else; a peer pulls it forward by five minutes at most (docs/protocol.md, "Messages").
/// </summary>
internal sealed class HybridClock
{
    /// <summary>The lower bits, which count within one millisecond.</summary>
    public const int CounterBits = 16;

    private const ulong ValueMax = 1UL << 62;

    private readonly Turn _turn;
    private ulong _last;

    /// <summary>Makes the clock of a node.</summary>
    public HybridClock(Turn turn)
    {
        _turn = turn;
    }

    private ulong Physical => (ulong)Math.Clamp(_turn.WallMilliseconds, 0, (long)(ValueMax >> CounterBits) - 1) << CounterBits;

    /// <summary>The time of an own message: later than any before it.</summary>
    public ulong Next()
    {
        _last = Math.Min(Math.Max(_last + 1, Physical), ValueMax);
        return _last;
    }

    /// <summary>Takes note of a peer's message.</summary>
    public void Merge(ulong theirs)
    {
        ulong lead = Physical + ((ulong)ProtocolLimits.ClockLeadMilliseconds << CounterBits);
        _last = Math.Max(_last, Math.Min(Math.Min(theirs, lead), ValueMax));
    }
}
