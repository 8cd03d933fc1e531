namespace Mesh.Simulator.World;

/// <summary>When somebody is where.</summary>
internal readonly record struct Waypoint(MeshInstant At, Position Place);
