namespace Mesh.Node.Journal;

/// <summary>A node on the map of the mesh.</summary>
/// <param name="Peer">Who.</param>
/// <param name="Name">What it calls itself; its short identity when unknown.</param>
/// <param name="IsSelf">Whether it is this node.</param>
/// <param name="Hops">Links between it and this node; 0 for this one and for one that is only heard of.</param>
/// <param name="IsNeighbour">Whether a link to it is up.</param>
internal sealed record MeshShapeNode(PeerId Peer, string Name, bool IsSelf, int Hops, bool IsNeighbour);
