namespace Mesh.Wire;

/// <summary>One bundle that a peer has.</summary>
/// <param name="Short">The first eight bytes of its identifier; means something on this link only.</param>
/// <param name="Hops">How many links it would have crossed when it arrives from there.</param>
internal readonly record struct Announcement(ulong Short, byte Hops);
