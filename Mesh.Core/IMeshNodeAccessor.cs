namespace Mesh;

/// <summary>Leads to the node that <see cref="MeshServiceCollectionExtensions.AddMeshNode(Microsoft.Extensions.DependencyInjection.IServiceCollection, MeshOptions)"/> put into a host. Thread-safe.</summary>
public interface IMeshNodeAccessor
{
    /// <summary>The node, from the start of the host on. The host disposes it.</summary>
    /// <exception cref="InvalidOperationException">The host has not started the node yet.</exception>
    MeshNode Node { get; }

    /// <summary>The node as soon as it has started; for services that start beside it.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="MeshException">The node could not be started.</exception>
    /// <exception cref="ArgumentException">Its options have faults.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, or the host stopped before the node had started.</exception>
    Task<MeshNode> StartedAsync(CancellationToken cancellationToken = default);
}
