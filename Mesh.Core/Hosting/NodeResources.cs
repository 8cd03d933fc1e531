using Mesh.Discovery;
using Mesh.Identity;

namespace Mesh.Hosting;

/// <summary>What a node holds while it runs and gives back when it stops, filled while it starts.</summary>
internal sealed class NodeResources : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private Task? _outside;

    /// <summary>See <see cref="MeshNodeParts.Context"/>.</summary>
    public SynchronizationContext? Context { get; init; }

    /// <summary>See <see cref="MeshNodeParts.StopClock"/>.</summary>
    public required TimeProvider StopClock { get; init; }

    public NodeFolder? Folder { get; set; }

    public NodeKey? Key { get; set; }

    public NodeTransports? Transports { get; set; }

    public IPeerDiscovery? Discovery { get; set; }

    public SignatureVerifier Verifier { get; } = new();

    /// <summary>Stops accepting, announcing and looking for others; the links live on.</summary>
    public Task StopOutsideAsync()
    {
        lock (_lock)
        {
            return _outside ??= Task.WhenAll(
                Transports?.Listener.DisposeAsync().AsTask() ?? Task.CompletedTask,
                Discovery?.DisposeAsync().AsTask() ?? Task.CompletedTask);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopOutsideAsync().ConfigureAwait(false);
        Release();
    }

    /// <summary>Gives back what the links needed too; the folder can be used by another node from then on.</summary>
    public void Release()
    {
        Transports?.Owned?.Dispose();
        Verifier.Dispose();
        Key?.Dispose();
        Folder?.Dispose();
    }
}
