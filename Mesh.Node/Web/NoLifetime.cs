using Microsoft.Extensions.Hosting;

namespace Mesh.Node.Web;

/// <summary>The server's host leaves signals alone: the command turns them into a goodbye, and several nodes may live in one process.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
