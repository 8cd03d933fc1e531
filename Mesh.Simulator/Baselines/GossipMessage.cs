namespace Mesh.Simulator.Baselines;

/// <summary>A message of gossipsub.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Room">The room.</param>
/// <param name="Hops">Links it crossed to here.</param>
/// <param name="Body">The body.</param>
internal sealed record GossipMessage(BundleId Id, string Room, int Hops, byte[] Body);
