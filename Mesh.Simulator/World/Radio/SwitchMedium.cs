using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.World.Radio;

/// <summary>
/// A switch that stores and forwards: every node has a port of one rate each way, frames queue for the sender's port and again for the receiver's. Loss shows as delay.
/// </summary>
internal sealed class SwitchMedium : IMedium
{
    private const double DefaultRate = 1_000_000_000;

    private readonly long[] _upFree;
    private readonly long[] _downFree;
    private readonly double _nanosecondsPerByte;
    private readonly ILinkQualities? _qualities;
    private readonly TimeSpan _least;
    private readonly TimeSpan _most;
    private readonly MeshRandom _random;
    private readonly DirectionTable<RetransmissionClock> _clocks = new();

    /// <summary>Makes it.</summary>
    /// <param name="nodes">How many nodes.</param>
    /// <param name="rate">Bits per second of a port; 0 for 1 Gbit/s.</param>
    /// <param name="delay">Time under way without queueing, seconds.</param>
    /// <param name="qualities">What is lost; null for nothing. Rates are those of the ports.</param>
    /// <param name="random">Draws delays and losses.</param>
    public SwitchMedium(int nodes, double rate, Bounds delay, ILinkQualities? qualities, MeshRandom random)
    {
        _upFree = new long[nodes];
        _downFree = new long[nodes];
        _nanosecondsPerByte = 8_000_000_000 / (rate > 0 ? rate : DefaultRate);
        _qualities = qualities;
        _least = TimeSpan.FromSeconds(delay.Min);
        _most = TimeSpan.FromSeconds(delay.Max);
        _random = random;
    }

    /// <inheritdoc/>
    public double AirtimeSeconds => 0;

    /// <inheritdoc/>
    public MeshInstant Carry(int from, int to, int bytes, MeshInstant now)
    {
        // In nanoseconds: a frame takes less than two microseconds of a Gigabit port.
        long length = (long)Math.Round(bytes * _nanosecondsPerByte);
        long atSwitch = _upFree[from] = Math.Max(_upFree[from], now.Microseconds * 1000) + length;
        long down = _downFree[to] = Math.Max(_downFree[to], atSwitch) + length;
        long arrival = ((down + 999) / 1000) + (_random.NextTime(_least, _most).Ticks / TimeSpan.TicksPerMicrosecond);
        double loss = _qualities?.Of(from, to, now).Loss ?? 0;
        if (loss > 0)
        {
            ref RetransmissionClock clock = ref _clocks.Of(from, to);
            for (int left = bytes; left > 0; left -= AirtimeCost.SegmentBytes)
            {
                arrival = clock.Send(now.Microseconds, arrival, loss, _random);
            }
        }

        return new MeshInstant(arrival);
    }
}
