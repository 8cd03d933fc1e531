namespace Mesh;

/// <summary>A link to a neighbour, as known at one moment.</summary>
/// <param name="Id">The link's number in this process.</param>
/// <param name="Peer">Who is at the other end.</param>
/// <param name="Name">What the peer calls itself; empty until heard.</param>
/// <param name="Address">Its address and port.</param>
/// <param name="Interface">Our interface, or null when unknown.</param>
/// <param name="Dialled">Whether this node dialled.</param>
/// <param name="Since">When the link came up, by this machine's wall clock.</param>
/// <param name="RoundTrip">Smoothed round trip, or null before the first measurement.</param>
public sealed record MeshLink(
    LinkId Id,
    PeerId Peer,
    string Name,
    string Address,
    string? Interface,
    bool Dialled,
    DateTimeOffset Since,
    TimeSpan? RoundTrip)
{
    /// <summary>Bytes that came on the link since it is up, as counted within the last second.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Bytes that left on it, counted likewise.</summary>
    public long BytesSent { get; init; }
}
