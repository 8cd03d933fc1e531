namespace Mesh.Simulator.World.Radio;

/// <summary>
/// What a lost packet costs on one direction of a TCP link. With traffic behind it the next packet's acknowledgement tells of the hole (RFC 8985), so the first
/// repetition waits for as long as packets have lately been apart, at most the least retransmission time of 200 ms; every further one doubles
/// from 200 ms (RFC 6298). Everything behind a hole waits for it. With pings each 100 ms and loss both ways this gives, measured over real links in brackets,
/// p99 100 (101) and maximum 300 (315) ms at 2 %, 299 (254) and 700 (719) ms at 5 %, 2.5 (2.3) and 3.2 (3.4) s at 20 %.
/// </summary>
internal struct RetransmissionClock
{
    private const long LeastMicroseconds = 200_000;
    private const long MostMicroseconds = 120_000_000;

    private long _last;
    private long _gap;

    /// <summary>Until when everything behind a hole waits.</summary>
    public long HeldUntil { get; private set; }

    /// <summary>A packet leaves.</summary>
    /// <param name="now">When, microseconds.</param>
    /// <param name="arrival">When it would arrive if it were not lost.</param>
    /// <param name="loss">Share of packets lost.</param>
    /// <param name="random">Draws whether it is lost.</param>
    /// <returns>When it, and all before it, have arrived.</returns>
    public long Send(long now, long arrival, double loss, MeshRandom random)
    {
        _gap = _last == 0 ? LeastMicroseconds : _gap - (_gap / 4) + (Math.Min(now - _last, MostMicroseconds) / 4);
        _last = now;
        if (loss > 0 && random.Unit() < loss)
        {
            long wait = Math.Min(_gap, LeastMicroseconds);
            long timeout = LeastMicroseconds;
            while (random.Unit() < loss && wait < MostMicroseconds)
            {
                wait += timeout;
                timeout *= 2;
            }

            arrival += wait;
        }

        HeldUntil = Math.Max(HeldUntil, arrival);
        return HeldUntil;
    }
}
