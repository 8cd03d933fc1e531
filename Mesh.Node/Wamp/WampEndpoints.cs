using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Mesh.Node.Wamp;

/// <summary>Where the router is reached: WebSocket at "/ws", long-poll under "/lp".</summary>
internal static class WampEndpoints
{
    /// <summary>Maps the router's transports. Needs no middleware but routing; checks of Host and Origin are the listener's.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="router">The router.</param>
    /// <param name="roleOf">As what a request comes, known before WAMP begins.</param>
    public static void Map(IEndpointRouteBuilder routes, WampRouter router, Func<HttpContext, WampRole> roleOf)
    {
        routes.Map("/ws", context => ServeWebSocketAsync(context, router, roleOf));
        LongPollEndpoints.Map(routes, router, roleOf);
    }

    private static async Task ServeWebSocketAsync(HttpContext context, WampRouter router, Func<HttpContext, WampRole> roleOf)
    {
        string known = string.Join(", ", WampSerialization.All.Select(spoken => spoken.Name));
        if (!WebSocketUpgrade.IsWanted(context))
        {
            context.Response.Headers.Upgrade = "websocket";
            context.Response.Headers.Connection = HeaderNames.Upgrade;
            await PlainAnswer.SendAsync(context, StatusCodes.Status426UpgradeRequired, $"This is a WAMP router: connect with a WebSocket and one of the subprotocols {known}.");
            return;
        }

        if (WebSocketUpgrade.FaultOf(context.Request) is { } fault)
        {
            context.Response.Headers.SecWebSocketVersion = "13";
            await PlainAnswer.SendAsync(context, StatusCodes.Status400BadRequest, fault);
            return;
        }

        if (WampSerialization.Choose(context.Request.Headers.GetCommaSeparatedValues(HeaderNames.SecWebSocketProtocol)) is not { } serialization)
        {
            await PlainAnswer.SendAsync(context, StatusCodes.Status400BadRequest, $"Offer one of the subprotocols {known} in Sec-WebSocket-Protocol.");
            return;
        }

        if (router.TryOpen(serialization, roleOf(context)) is not { } session)
        {
            await PlainAnswer.SendAsync(context, StatusCodes.Status503ServiceUnavailable, $"There are {WampLimits.SessionsMax} sessions already, or the node is stopping; try again later.");
            return;
        }

        try
        {
            (WebSocket socket, CorkedStream stream) = await WebSocketUpgrade.AcceptAsync(context, serialization.Name);
            using (socket)
            {
                await new WebSocketTransport(router, session, socket, stream).RunAsync(context.RequestAborted);
            }
        }
        finally
        {
            await session.CloseAsync();
        }
    }
}
