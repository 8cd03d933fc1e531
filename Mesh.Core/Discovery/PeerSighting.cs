using System.Net;

namespace Mesh.Discovery;

/// <summary>Where a sighting comes from.</summary>
public enum SightingSource
{
    /// <summary>A multicast DNS announcement or answer.</summary>
    Mdns,

    /// <summary>An address given by a person.</summary>
    Static,

    /// <summary>An address that worked in an earlier run.</summary>
    Remembered,

    /// <summary>Told by a neighbour.</summary>
    Exchange,

    /// <summary>A guess: the gateway, or the address that group owners usually have.</summary>
    Guess,
}

/// <summary>A hint that a peer may be reached at an address.</summary>
/// <param name="Source">Where the hint comes from.</param>
/// <param name="Peer">Who is said to be there, or null when unknown.</param>
/// <param name="EndPoint">Where; an IPv6 link-local address carries its scope identifier. Null only when <see cref="Gone"/>.</param>
/// <param name="Interface">Name of our interface on which it was heard, or null.</param>
/// <param name="Name">The announced name, or null.</param>
/// <param name="NetworkTag">The announced network tag, or null when unknown.</param>
/// <param name="RevisionMin">Lowest announced protocol revision; 0 when unknown.</param>
/// <param name="RevisionMax">Highest announced protocol revision; 0 when unknown.</param>
/// <param name="Gone">True when the peer said goodbye or its announcement expired.</param>
public sealed record PeerSighting(
    SightingSource Source,
    PeerId? Peer,
    IPEndPoint? EndPoint,
    string? Interface,
    string? Name = null,
    string? NetworkTag = null,
    int RevisionMin = 0,
    int RevisionMax = 0,
    bool Gone = false);
