namespace Mesh.Simulator.World;

/// <summary>How all nodes move. Time starts at <see cref="MeshInstant.Zero"/>.</summary>
/// <param name="Duration">How long it is known.</param>
/// <param name="Tracks">One for each node, by number.</param>
internal sealed record Movement(TimeSpan Duration, IReadOnlyList<Track> Tracks);
