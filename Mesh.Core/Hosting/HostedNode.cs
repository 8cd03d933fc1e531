using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Mesh.Hosting;

/// <summary>A node that lives as long as its host.</summary>
internal sealed class HostedNode : IHostedService, IMeshNodeAccessor, IAsyncDisposable
{
    private static readonly MeshOptions Defaults = new();

    private readonly IServiceProvider _services;
    private readonly Func<IServiceProvider, MeshOptions> _options;
    private readonly TaskCompletionSource<MeshNode> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile MeshNode? _node;

    public HostedNode(IServiceProvider services, Func<IServiceProvider, MeshOptions> options)
    {
        _services = services;
        _options = options;
    }

    public MeshNode Node => _node ?? throw new InvalidOperationException("The host has not started the Mesh node yet; await StartedAsync, or ask for it later.");

    public Task<MeshNode> StartedAsync(CancellationToken cancellationToken) => _started.Task.WaitAsync(cancellationToken);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            MeshNode node = await MeshNode.StartAsync(Completed(_options(_services)), cancellationToken).ConfigureAwait(false);
            _node = node;
            if (!_started.TrySetResult(node))
            {
                await node.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            // Whoever waits for the node learns why there is none; the host learns it by the same exception.
            _started.TrySetException(exception);
            _ = _started.Task.Exception;
            throw;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync().ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        _started.TrySetCanceled(CancellationToken.None);
        if (_node is MeshNode node)
        {
            await node.DisposeAsync().ConfigureAwait(false);
        }
    }

    private MeshOptions Completed(MeshOptions options) => options with
    {
        LoggerFactory = ReferenceEquals(options.LoggerFactory, Defaults.LoggerFactory)
            ? _services.GetService<ILoggerFactory>() ?? options.LoggerFactory
            : options.LoggerFactory,
        MeterFactory = options.MeterFactory ?? _services.GetService<IMeterFactory>(),
        TimeProvider = ReferenceEquals(options.TimeProvider, Defaults.TimeProvider)
            ? _services.GetService<TimeProvider>() ?? options.TimeProvider
            : options.TimeProvider,
    };
}
