using Mesh.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Mesh;

/// <summary>Puts a node into a host: it starts and stops with it and logs to its loggers.</summary>
public static class MeshServiceCollectionExtensions
{
    /// <summary>Adds a node with fixed options; see the other overload.</summary>
    /// <exception cref="InvalidOperationException">There is a node in the collection already.</exception>
    public static IServiceCollection AddMeshNode(this IServiceCollection services, MeshOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return AddMeshNode(services, _ => options);
    }

    /// <summary>
    /// Adds a node that starts with the host and is reached through <see cref="IMeshNodeAccessor"/>. Where the options leave them at their defaults,
    /// the loggers and the <see cref="TimeProvider"/> are the host's. The node itself is no service, so that no scope disposes it.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">Makes the options when the host starts.</param>
    /// <exception cref="InvalidOperationException">There is a node in the collection already.</exception>
    public static IServiceCollection AddMeshNode(this IServiceCollection services, Func<IServiceProvider, MeshOptions> options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        if (services.Any(service => service.ServiceType == typeof(IMeshNodeAccessor)))
        {
            throw new InvalidOperationException("The services hold a Mesh node already; start further nodes with MeshNode.StartAsync.");
        }

        services.AddSingleton(provider => new HostedNode(provider, options));
        services.AddSingleton<IMeshNodeAccessor>(provider => provider.GetRequiredService<HostedNode>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<HostedNode>());
        return services;
    }
}
