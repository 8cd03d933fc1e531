using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.World.Radio;

/// <summary>
/// Links that do not hear each other: a delay with jitter, a rate with its queue, and loss that shows as delay. A frame is one packet to the dice as long as
/// it fits one; a longer one draws for each of its packets.
/// </summary>
internal sealed class DelayMedium : IMedium
{
    /// <summary>Payload of a TCP segment over IPv6 with time stamps on Ethernet.</summary>
    private const int SegmentBytes = 1428;

    private readonly ILinkLoss? _loss;
    private readonly MeshRandom _random;
    private readonly TimeSpan _least;
    private readonly TimeSpan _most;
    private readonly double _microsecondsPerByte;
    private readonly Dictionary<long, int> _numbers = [];
    private Direction[] _directions = new Direction[16];

    /// <summary>Makes it.</summary>
    /// <param name="delay">Time under way, seconds.</param>
    /// <param name="rate">Bits per second of each direction; 0 for no limit.</param>
    /// <param name="loss">What is lost; null for nothing.</param>
    /// <param name="random">Draws delays and losses.</param>
    public DelayMedium(Bounds delay, double rate, ILinkLoss? loss, MeshRandom random)
    {
        _least = TimeSpan.FromSeconds(delay.Min);
        _most = TimeSpan.FromSeconds(delay.Max);
        _microsecondsPerByte = rate > 0 ? 8_000_000 / rate : 0;
        _loss = loss;
        _random = random;
    }

    /// <inheritdoc/>
    public double AirtimeSeconds => 0;

    /// <inheritdoc/>
    public MeshInstant Carry(int from, int to, int bytes, MeshInstant now)
    {
        TimeSpan delay = _random.NextTime(_least, _most);
        if (_loss is null && _microsecondsPerByte == 0)
        {
            return now + delay;
        }

        ref Direction direction = ref Of(from, to);
        long sent = now.Microseconds;
        if (_microsecondsPerByte > 0)
        {
            sent = direction.FreeAt = Math.Max(direction.FreeAt, sent) + (long)Math.Round(bytes * _microsecondsPerByte);
        }

        long arrival = sent + (delay.Ticks / TimeSpan.TicksPerMicrosecond);
        if (_loss is null)
        {
            return new MeshInstant(arrival);
        }

        double loss = direction.LossAt(_loss, from, to, now);
        for (int left = bytes; left > 0; left -= SegmentBytes)
        {
            arrival = direction.Clock.Send(now.Microseconds, arrival, loss, _random);
        }

        return new MeshInstant(arrival);
    }

    private ref Direction Of(int from, int to)
    {
        long key = ((long)from << 32) | (uint)to;
        if (!_numbers.TryGetValue(key, out int number))
        {
            _numbers.Add(key, number = _numbers.Count);
            if (number == _directions.Length)
            {
                Array.Resize(ref _directions, number * 2);
            }
        }

        return ref _directions[number];
    }

    private struct Direction
    {
        public RetransmissionClock Clock;
        public long FreeAt;
        private double _loss;
        private long _knownUntil;

        public double LossAt(ILinkLoss losses, int from, int to, MeshInstant now)
        {
            if (_knownUntil <= now.Microseconds)
            {
                _loss = losses.Of(from, to, now);
                _knownUntil = losses.HoldsFor is { } time ? (now + time).Microseconds : long.MaxValue;
            }

            return _loss;
        }
    }
}
