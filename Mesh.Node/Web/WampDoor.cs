using Mesh.Node.Wamp;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Mesh.Node.Web;

/// <summary>Where the WAMP router is let in: behind the page's guard, with the page's visitors and its token as ticket.</summary>
internal static class WampDoor
{
    /// <summary>Starts the router of a page.</summary>
    public static WampRouter Open(PageParts parts, PageToken token) => new(parts.Api.Realm, parts.Api.Node, new WampOptions
    {
        IsTicket = token.Is,
        Time = parts.Api.Time,
        Logger = parts.Logs.CreateLogger("Mesh.Node.Wamp"),
    });

    /// <summary>Maps its transports.</summary>
    public static void Map(IEndpointRouteBuilder routes, WampRouter router) => WampEndpoints.Map(routes, router, RoleOf);

    private static WampRole RoleOf(HttpContext context) => context.Features.Get<Visitor>()?.Role switch
    {
        VisitorRole.Owner => WampRole.Owner,
        VisitorRole.Guest => WampRole.Guest,
        _ => WampRole.Nobody,
    };
}
