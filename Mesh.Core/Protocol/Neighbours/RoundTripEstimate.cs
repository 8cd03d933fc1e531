namespace Mesh.Protocol.Neighbours;

/// <summary>Smoothed round trip of a link (RFC 6298, section 2: gains 1/8 and 1/4), in microseconds.</summary>
internal sealed class RoundTripEstimate
{
    private long _smoothed;
    private long _variation;

    /// <summary>The smoothed round trip, or null before the first sample.</summary>
    public TimeSpan? Smoothed { get; private set; }

    /// <summary>Silence that the estimate explains: four round trips and 50 ms, at least 150 ms.</summary>
    public TimeSpan Explained
    {
        get
        {
            long micros = Math.Max(150_000, (4 * _smoothed) + (4 * _variation) + 50_000);
            return TimeSpan.FromMicroseconds(micros);
        }
    }

    /// <summary>Takes a sample.</summary>
    public void Add(TimeSpan sample)
    {
        long micros = Math.Max(0, sample.Ticks / TimeSpan.TicksPerMicrosecond);
        if (Smoothed is null)
        {
            _smoothed = micros;
            _variation = micros / 2;
        }
        else
        {
            _variation += (Math.Abs(micros - _smoothed) - _variation) / 4;
            _smoothed += (micros - _smoothed) / 8;
        }

        Smoothed = TimeSpan.FromMicroseconds(_smoothed);
    }
}
