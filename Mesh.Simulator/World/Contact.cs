namespace Mesh.Simulator.World;

/// <summary>A time during which two nodes can reach each other.</summary>
/// <param name="A">The lower number.</param>
/// <param name="B">The higher number.</param>
/// <param name="Up">First instant.</param>
/// <param name="Down">End, not included; the run's end when the contact outlives it.</param>
internal readonly record struct Contact(int A, int B, MeshInstant Up, MeshInstant Down);
