using System.Net;
using Mesh.Node.Wamp;
using Mesh.Tests.Unit.Node;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Mesh.Tests.Integration.Node.Wamp;

/// <summary>A router behind Kestrel on a port of loopback that is free.</summary>
internal sealed class WampServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private WampServer(WebApplication application, WampRouter router, FakeChatNode node)
    {
        _application = application;
        Router = router;
        Node = node;
        Port = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
    }

    public WampRouter Router { get; }

    public FakeChatNode Node { get; }

    public int Port { get; }

    public string WebSocketUrl => FormattableString.Invariant($"ws://127.0.0.1:{Port}/ws");

    public string Url => FormattableString.Invariant($"http://127.0.0.1:{Port}");

    /// <summary>Starts one.</summary>
    /// <param name="mesh">The mesh that its node belongs to.</param>
    /// <param name="visitor">As what every client comes.</param>
    /// <param name="options">How the router is set up.</param>
    public static async Task<WampServer> StartAsync(FakeMesh mesh, WampRole visitor = WampRole.Owner, WampOptions? options = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        WebApplication application = builder.Build();
        FakeChatNode node = new();
        WampRouter router = new(mesh.AddNode(), node, options ?? new WampOptions());
        application.UseRouting();
        ((IApplicationBuilder)application).UseEndpoints(routes => WampEndpoints.Map(routes, router, _ => visitor));
        await application.StartAsync();
        return new WampServer(application, router, node);
    }

    public async ValueTask DisposeAsync()
    {
        await Router.DisposeAsync();
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }
}
