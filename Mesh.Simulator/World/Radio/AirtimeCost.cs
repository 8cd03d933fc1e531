namespace Mesh.Simulator.World.Radio;

/// <summary>
/// What a frame costs on the air beside its bytes, by IEEE 802.11-2016: waiting times, preambles, the radio's acknowledgement (b at 2 Mbit/s, g and n at 24 Mbit/s),
/// and every second segment a TCP acknowledgement the other way. No aggregation and no RTS.
/// </summary>
internal sealed class AirtimeCost
{
    /// <summary>Payload of a TCP segment over IPv6 with time stamps.</summary>
    public const int SegmentBytes = 1428;

    /// <summary>MAC header and check 28, LLC 8, IPv6 40, TCP with time stamps 32.</summary>
    private const int SegmentHeaderBytes = 108;

    private readonly double _preamble;
    private readonly double _answer;

    /// <summary>The costs of a generation.</summary>
    public AirtimeCost(WifiStandard wifi)
    {
        (Slot, double sifs, _preamble, double acknowledgement, ContentionWindow, RateMax) = wifi switch
        {
            WifiStandard.B => (20, 10, 192, 248, 31, 11_000_000),
            WifiStandard.G => (9, 10, 26, 34, 15, 54_000_000.0),
            _ => (9, 10, 36, 34, 15, 65_000_000),
        };
        Wait = sifs + (2 * Slot);
        _answer = sifs + acknowledgement;
    }

    /// <summary>A slot of the backoff, microseconds.</summary>
    public double Slot { get; }

    /// <summary>How long the air must be free before a frame (DIFS), microseconds.</summary>
    public double Wait { get; }

    /// <summary>Least contention window, slots.</summary>
    public int ContentionWindow { get; }

    /// <summary>Greatest rate, bits per second.</summary>
    public double RateMax { get; }

    /// <summary>How long bytes above TCP occupy the air, microseconds, with everything that belongs to them but the first wait.</summary>
    /// <param name="bytes">With all headers above TCP.</param>
    /// <param name="rate">Bits per second.</param>
    public double Of(int bytes, double rate)
    {
        int segments = Math.Max(1, (bytes + SegmentBytes - 1) / SegmentBytes);
        double meanBackoff = ContentionWindow * Slot / 2;
        double perSegment = _preamble + (SegmentHeaderBytes * 8 * 1_000_000 / rate) + _answer;
        double bits = bytes * 8 * 1_000_000.0 / rate;
        return (segments * 1.5 * perSegment) + bits + ((segments - 1) * (Wait + meanBackoff));
    }
}
