namespace Mesh.Protocol.Presence;

/// <summary>A link of the node whose presence names it.</summary>
/// <param name="Peer">Who is at the other end.</param>
/// <param name="RoundTrip">Smoothed round trip in tenths of a millisecond, at most 65,535; 0: not measured.</param>
internal readonly record struct PresenceNeighbour(PeerId Peer, ushort RoundTrip)
{
    /// <summary>The round trip, or null before the first measurement.</summary>
    public TimeSpan? RoundTripTime => RoundTrip == 0 ? null : TimeSpan.FromMicroseconds(RoundTrip * 100L);

    /// <summary>A link with its round trip.</summary>
    public static PresenceNeighbour Of(PeerId peer, TimeSpan? roundTrip) =>
        new(peer, roundTrip is { } time ? (ushort)Math.Clamp(time.Ticks / (TimeSpan.TicksPerMillisecond / 10), 1, ushort.MaxValue) : (ushort)0);
}
