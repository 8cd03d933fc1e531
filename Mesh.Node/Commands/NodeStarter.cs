namespace Mesh.Node.Commands;

/// <summary>Starts a node.</summary>
/// <exception cref="ArgumentException">The options have faults.</exception>
/// <exception cref="MeshException">The surroundings do not allow it.</exception>
internal delegate Task<RunningNode> NodeStarter(MeshOptions options, CancellationToken cancellationToken);
