using Mesh.Node.Api;
using Mesh.Node.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Mesh.Node.Metrics;

/// <summary>
/// Figures of the node for Prometheus and whoever reads its text formats. What collects them is made when somebody first asks: loading it takes a third of
/// a second, which nobody should wait for who only wants to chat. Counts are kept by the node and so miss nothing; the distribution of round trips begins
/// then. Alone knows the packages of OpenTelemetry, with <see cref="ShownInstruments"/>.
/// </summary>
internal sealed class MetricsEndpoint : IDisposable
{
    private const string Path = "/metrics";

    private readonly NodeMeters _meters;
    private readonly Lazy<RequestDelegate> _scrape;
    private MeterProvider? _provider;

    /// <param name="meters">The node's meters.</param>
    /// <param name="services">The web server's services.</param>
    public MetricsEndpoint(NodeMeters meters, IServiceProvider services)
    {
        _meters = meters;
        _scrape = new Lazy<RequestDelegate>(() => Collect(services));
    }

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, ServeAsync);

    /// <inheritdoc/>
    public void Dispose() => _provider?.Dispose();

    private Task ServeAsync(HttpContext context) => context.Features.Get<Visitor>()!.Role == VisitorRole.Owner
        ? _scrape.Value(context)
        : WebAnswer.RefuseAsync(context, StatusCodes.Status403Forbidden, ApiCode.Forbidden, "Guests do not see the node's figures.");

    private RequestDelegate Collect(IServiceProvider services)
    {
        _provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(NodeMeters.MeshMeter, ShownInstruments.RuntimeMeter)
            .AddView(instrument => ShownInstruments.View(instrument, _meters))
            .AddPrometheusExporter(options =>
            {
                options.ScopeInfoEnabled = false;
                options.TargetInfoEnabled = false;
            })
            .Build();
        ApplicationBuilder pipeline = new(services);
        pipeline.UseOpenTelemetryPrometheusScrapingEndpoint(_provider, predicate: _ => true, path: null, configureBranchedPipeline: null, optionsName: null);
        return pipeline.Build();
    }
}
