namespace Mesh.Simulator.World;

/// <summary>
/// What carries frames between nodes that are in contact. A link over it is TCP: reliable and ordered, so that a lost packet shows as delay
/// of everything behind it; only the end of the contact loses something. Deterministic: draws from the generator it was made with.
/// </summary>
internal interface IMedium
{
    /// <summary>When a frame that leaves now will have arrived whole. The network keeps frames of one direction in order.</summary>
    /// <param name="from">Who sends.</param>
    /// <param name="to">Who is meant.</param>
    /// <param name="bytes">Length with all headers above TCP.</param>
    /// <param name="now">When it is handed over; never goes back.</param>
    MeshInstant Carry(int from, int to, int bytes, MeshInstant now);

    /// <summary>Seconds of one channel used so far, over all channels; 0 where airtime is not shared.</summary>
    double AirtimeSeconds { get; }
}
