namespace Mesh.Simulator.Network;

/// <summary>A frame under way: bytes on loan from the pool.</summary>
internal readonly record struct Frame(byte[] Buffer, int Length);
