namespace Mesh.Node.Ways;

/// <summary>What became of the pings of one node on a way.</summary>
/// <param name="peer">Who.</param>
internal sealed class PingHop(PeerId peer)
{
    private readonly List<double> _times = [];

    public PeerId Peer { get; } = peer;

    public int Sent { get; private set; }

    public int Lost => Sent - _times.Count;

    /// <summary>The last answer's round trip in milliseconds; null when the last ping was lost, or none was sent.</summary>
    public double? Last { get; private set; }

    public double? Best => _times.Count == 0 ? null : _times.Min();

    public double? Worst => _times.Count == 0 ? null : _times.Max();

    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    public double? Median
    {
        get
        {
            double[] sorted = [.. _times.Order()];
            return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    public void Add(MeshPing ping)
    {
        Sent++;
        Last = ping.RoundTrip?.TotalMilliseconds;
        if (Last is { } time)
        {
            _times.Add(time);
        }
    }
}
