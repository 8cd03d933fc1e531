namespace Mesh;

/// <summary>Another node, as known at one moment.</summary>
/// <param name="Id">Who it is.</param>
/// <param name="Name">What it calls itself; may contain anything but control characters, is not unique and proves nothing.</param>
/// <param name="IsNeighbour">Whether a link to it is up.</param>
/// <param name="Hops">Links between it and us when last heard; 1 for a neighbour.</param>
/// <param name="Rooms">Names of the rooms it says it is in.</param>
/// <param name="LastHeard">When it was last heard, by this machine's wall clock.</param>
public sealed record MeshPeer(PeerId Id, string Name, bool IsNeighbour, int Hops, IReadOnlyList<string> Rooms, DateTimeOffset LastHeard);
