using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.World.Radio;

/// <summary>
/// Links that do not disturb each other: a delay with jitter, a rate with its queue, and loss that shows as delay. A frame is one packet to the dice as long as
/// it fits one; a longer one draws for each of its packets.
/// </summary>
internal sealed class DelayMedium : IMedium
{
    private readonly ILinkQualities? _qualities;
    private readonly MeshRandom _random;
    private readonly TimeSpan _least;
    private readonly TimeSpan _most;
    private readonly DirectionTable<Direction> _directions = new();

    /// <summary>Makes it.</summary>
    /// <param name="delay">Time under way, seconds.</param>
    /// <param name="qualities">Loss and rate of each link; null for none and no limit.</param>
    /// <param name="random">Draws delays and losses.</param>
    public DelayMedium(Bounds delay, ILinkQualities? qualities, MeshRandom random)
    {
        _least = TimeSpan.FromSeconds(delay.Min);
        _most = TimeSpan.FromSeconds(delay.Max);
        _qualities = qualities;
        _random = random;
    }

    /// <inheritdoc/>
    public double AirtimeSeconds => 0;

    /// <inheritdoc/>
    public MeshInstant Carry(int from, int to, int bytes, MeshInstant now)
    {
        TimeSpan delay = _random.NextTime(_least, _most);
        if (_qualities is null)
        {
            return now + delay;
        }

        ref Direction direction = ref _directions.Of(from, to);
        LinkQuality quality = direction.QualityAt(_qualities, from, to, now);
        long sent = now.Microseconds;
        if (quality.Rate > 0)
        {
            sent = direction.FreeAt = Math.Max(direction.FreeAt, sent) + (long)Math.Round(bytes * 8_000_000.0 / quality.Rate);
        }

        long arrival = sent + (delay.Ticks / TimeSpan.TicksPerMicrosecond);
        if (quality.Loss > 0)
        {
            for (int left = bytes; left > 0; left -= AirtimeCost.SegmentBytes)
            {
                arrival = direction.Clock.Send(now.Microseconds, arrival, quality.Loss, _random);
            }
        }

        return new MeshInstant(arrival);
    }

    private struct Direction
    {
        public RetransmissionClock Clock;
        public long FreeAt;
        private LinkQuality _quality;
        private long _knownUntil;

        public LinkQuality QualityAt(ILinkQualities qualities, int from, int to, MeshInstant now)
        {
            if (_knownUntil <= now.Microseconds)
            {
                _quality = qualities.Of(from, to, now);
                _knownUntil = qualities.HoldsFor is { } time ? (now + time).Microseconds : long.MaxValue;
            }

            return _quality;
        }
    }
}
