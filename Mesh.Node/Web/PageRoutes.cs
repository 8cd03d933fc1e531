using Mesh.Node.Get;
using Mesh.Node.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Mesh.Node.Web;

/// <summary>Which path is served by what.</summary>
internal static class PageRoutes
{
    public static void Map(WebApplication application, PageContext page, PageParts parts, MetricsEndpoint metrics)
    {
        PageGate gate = new(page.Guard, page.Access, parts.Limits, parts.Api.Time);
        application.Use(next => context => gate.InvokeAsync(context, next));
        application.UseWebSockets(new WebSocketOptions { KeepAliveInterval = page.Limits.HeartbeatSpan, KeepAliveTimeout = page.Limits.PongPatience });
        application.UseRouting();
        MapFiles(application);
        IEndpointRouteBuilder routes = application;
        ChatEndpoint chat = new(page);
        routes.MapGet("/chat", chat.ServeAsync);
        WampDoor.Map(routes, page.Wamp);
        new CommandEndpoints(page).Map(routes);
        new MessageEndpoints(page).Map(routes);
        new EventEndpoints(page).Map(routes);
        routes.MapGet("/openapi.json", ApiDocument.ServeAsync);
        metrics.Map(routes);
        GetEndpoints.Map(routes, BuildShelf.Of(parts.Settings.GetFolder, parts.DataFolder));
    }

    private static void MapFiles(IEndpointRouteBuilder routes)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        RequestDelegate page = context => PageFiles.ServeAsync(context, "/index.html");
        routes.MapMethods("/", methods, page);
        routes.MapMethods("/join", methods, page);
        routes.MapMethods("/{**path}", methods, context => PageFiles.ServeAsync(context, context.Request.Path.Value!)).WithOrder(int.MaxValue);
    }
}
