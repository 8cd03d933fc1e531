namespace Mesh.Wire;

/// <summary>One bundle that a peer has.</summary>
/// <param name="Short">The first eight bytes of its identifier; means something on this link only.</param>
/// <param name="Hops">Links that it crossed before it reached that peer; 0 at its author.</param>
internal readonly record struct Announcement(ulong Short, byte Hops);
