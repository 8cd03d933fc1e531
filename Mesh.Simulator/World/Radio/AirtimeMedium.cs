using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.World.Radio;

/// <summary>
/// One Wi-Fi channel. A frame occupies the air for everybody who senses its sender, so a copy that nobody needs costs all of them its time; who finds the air busy waits
/// for its end and a backoff. Frames that begin in the same slot, and frames that a receiver cannot make out because somebody sends whom the sender does not sense,
/// are sent again with a doubled window, and cost their time twice. Reservations are made in the order in which frames are handed over, which is first come, first served
/// among those who sense each other; a real channel is fair in the mean only.
/// </summary>
internal sealed class AirtimeMedium : IMedium
{
    /// <summary>Attempts at one frame while somebody hidden keeps its receiver busy; real radios make up to seven, the fourth already behind a window of 128 slots.</summary>
    private const int AttemptsMax = 4;

    private readonly AirtimeCost _cost;
    private readonly ISenseRange _sense;
    private readonly ILinkQualities _qualities;
    private readonly MeshRandom _random;
    private readonly TimeSpan _least;
    private readonly TimeSpan _most;
    private readonly long[] _busyUntil;
    private readonly DirectionTable<RetransmissionClock> _clocks = new();
    private double _used;

    /// <summary>Makes it.</summary>
    /// <param name="nodes">How many nodes.</param>
    /// <param name="wifi">What a frame costs.</param>
    /// <param name="delay">Time under way beside the air: both hosts' stacks, seconds.</param>
    /// <param name="sense">Who keeps silent.</param>
    /// <param name="qualities">Rates, and loss above the radio's own repetitions.</param>
    /// <param name="random">Draws backoffs and losses.</param>
    public AirtimeMedium(int nodes, WifiStandard wifi, Bounds delay, ISenseRange sense, ILinkQualities qualities, MeshRandom random)
    {
        _cost = new AirtimeCost(wifi);
        _least = TimeSpan.FromSeconds(delay.Min);
        _most = TimeSpan.FromSeconds(delay.Max);
        _sense = sense;
        _qualities = qualities;
        _random = random;
        _busyUntil = new long[nodes];
    }

    /// <inheritdoc/>
    public double AirtimeSeconds => _used / 1_000_000;

    /// <inheritdoc/>
    public MeshInstant Carry(int from, int to, int bytes, MeshInstant now)
    {
        LinkQuality quality = _qualities.Of(from, to, now);
        double air = _cost.Of(bytes, quality.Rate > 0 ? quality.Rate : _cost.RateMax);
        IReadOnlyList<int> around = _sense.Around(from, now);
        long end = Occupy(from, to, air, now.Microseconds, around);
        long arrival = end + (_random.NextTime(_least, _most).Ticks / TimeSpan.TicksPerMicrosecond);
        if (quality.Loss > 0)
        {
            ref RetransmissionClock clock = ref _clocks.Of(from, to);
            for (int left = bytes; left > 0; left -= AirtimeCost.SegmentBytes)
            {
                arrival = clock.Send(now.Microseconds, arrival, quality.Loss, _random);
            }
        }

        return new MeshInstant(arrival);
    }

    private long Occupy(int from, int to, double air, long now, IReadOnlyList<int> around)
    {
        int window = _cost.ContentionWindow;
        long end = now;
        for (int attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            long free = Math.Max(end, _busyUntil[from]);
            bool isContended = free > now;
            double start = free + _cost.Wait + (isContended ? _random.Next(window + 1) * _cost.Slot : 0);
            end = (long)Math.Round(start + air);
            _used += air + _cost.Wait;
            bool isSameSlot = isContended && attempt == 1 && _random.Chance(1, window + 1);
            bool isHidden = _busyUntil[to] > start && attempt < AttemptsMax;
            Reserve(from, end, around);
            if (!isSameSlot && !isHidden)
            {
                break;
            }

            window = (2 * window) + 1;
        }

        return end;
    }

    private void Reserve(int from, long end, IReadOnlyList<int> around)
    {
        _busyUntil[from] = Math.Max(_busyUntil[from], end);
        for (int i = 0; i < around.Count; i++)
        {
            ref long busy = ref _busyUntil[around[i]];
            busy = Math.Max(busy, end);
        }
    }
}
