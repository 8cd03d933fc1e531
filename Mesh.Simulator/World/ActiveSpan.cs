namespace Mesh.Simulator.World;

/// <summary>A time during which a node is switched on.</summary>
/// <param name="From">First instant.</param>
/// <param name="Until">End, not included.</param>
internal readonly record struct ActiveSpan(MeshInstant From, MeshInstant Until);
