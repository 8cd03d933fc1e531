using System.Net;
using System.Security.Cryptography.X509Certificates;
using Mesh.Node.Api;
using Mesh.Node.Configuration;
using Mesh.Node.Lines;
using Mesh.Node.Metrics;
using Mesh.Node.Wamp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Web;

/// <summary>
/// The page of a node and its interfaces for programs: the listener with everything behind it.
/// </summary>
internal sealed class PageServer : IAsyncDisposable
{
    private const int HeaderBytesMax = 16 << 10;

    /// <summary>What is still open after its streams were told to end is cut then: the whole command has two seconds.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromMilliseconds(800);

    private readonly CancellationTokenSource _stopping = new();
    private readonly PageSockets _sockets;
    private readonly WampRouter _wamp;
    private readonly X509Certificate2? _certificate;
    private WebApplication? _application;
    private MetricsEndpoint? _metrics;
    private bool _isDisposed;

    private PageServer(PageSockets sockets, X509Certificate2? certificate, PagePlaces places, ApiNode api, WampRouter wamp)
    {
        _wamp = wamp;
        _sockets = sockets;
        _certificate = certificate;
        Places = places;
        Api = api;
    }

    /// <summary>Where it is found.</summary>
    public PagePlaces Places { get; }

    /// <summary>What its commands work on.</summary>
    public ApiNode Api { get; }

    /// <summary>Opens the page.</summary>
    /// <exception cref="ComplaintException">It cannot be opened as asked.</exception>
    /// <exception cref="IOException">The system does not let it open.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The system does not let it open.</exception>
    public static async Task<PageServer> StartAsync(PageParts parts, CancellationToken cancellationToken)
    {
        PageSockets sockets = PageSockets.Bind(parts.Settings);
        X509Certificate2? certificate = parts.Settings.UsesTls
            ? PageCertificate.Of(parts.DataFolder, parts.Settings.Listen.Where(listen => !listen.IsEvery).Select(listen => listen.Address), parts.Settings.Hosts, parts.Api.Time.GetUtcNow())
            : null;
        PagePlaces places = PageAddresses.Of(parts.Settings, sockets, PageToken.Of(parts.DataFolder));
        PageServer server = new(sockets, certificate, places, parts.Api with { Places = places }, WampDoor.Open(parts, places.Token));
        try
        {
            server._application = server.Build(parts);
            await server._application.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await _stopping.CancelAsync();
        await _wamp.DisposeAsync();
        if (_application is not null)
        {
            using CancellationTokenSource limit = new(StopPatience);
            await _application.StopAsync(limit.Token);
            await _application.DisposeAsync();
        }

        _metrics?.Dispose();
        _sockets.Dispose();
        _certificate?.Dispose();
        _stopping.Dispose();
    }

    private WebApplication Build(PageParts parts)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "mesh" });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddSingleton<ILoggerFactory>(new PageLogs(parts.Logs));
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopPatience);
        builder.Services.Configure<SocketTransportOptions>(options => options.CreateBoundListenSocket = _sockets.Take);
        builder.WebHost.UseKestrelCore();
        if (_certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        builder.WebHost.ConfigureKestrel(options => Configure(options, parts));
        WebApplication application = builder.Build();
        _metrics = new MetricsEndpoint(parts.Meters, application.Services);
        PageRoutes.Map(application, Context(parts), parts, _metrics);
        return application;
    }

    private void Configure(KestrelServerOptions options, PageParts parts)
    {
        options.AddServerHeader = false;
        options.Limits.MaxConcurrentConnections = parts.Limits.ConnectionsMax;
        options.Limits.MaxConcurrentUpgradedConnections = parts.Limits.ConnectionsMax;
        options.Limits.MaxRequestBodySize = parts.Limits.BodyBytesMax;
        options.Limits.MaxRequestHeadersTotalSize = HeaderBytesMax;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
        foreach (IPEndPoint endPoint in _sockets.EndPoints)
        {
            options.Listen(endPoint, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                if (_certificate is not null && !IPAddress.IsLoopback(endPoint.Address))
                {
                    listen.UseHttps(_certificate);
                }
            });
        }
    }

    private PageContext Context(PageParts parts) => new()
    {
        Api = Api,
        Desk = new ApiDesk(Api),
        Wamp = _wamp,
        Limits = parts.Limits,
        Guard = new RequestGuard(parts.Settings.Hosts, parts.Settings.Origins),
        Access = new PageAccess(Places.Token, Api.Guests, Places.NeedsToken, _sockets.Port),
        Streams = new StreamTable(),
        GuestPace = new GuestPace(parts.Limits, parts.Api.Time),
        Stopping = _stopping.Token,
        Status = () => NodeStatus.Of(Api.Node, dataFolder: null, controlSocket: null, Places.Local),
    };
}
