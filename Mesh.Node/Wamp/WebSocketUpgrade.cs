using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Mesh.Node.Wamp;

/// <summary>
/// Turns a request into a WebSocket (RFC 6455, section 4.2), over a stream of ours: the platform's own upgrade offers no way to send several messages in one write.
/// </summary>
internal static class WebSocketUpgrade
{
    private const string Version = "13";
    private const string AcceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int KeyBytes = 16;

    /// <summary>Whether a request wants to become a WebSocket.</summary>
    public static bool IsWanted(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        && context.Request.Headers.GetCommaSeparatedValues(HeaderNames.Upgrade).Contains("websocket", StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with a request that wants to become a WebSocket; null when nothing is.</summary>
    public static string? FaultOf(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method))
        {
            return $"A WebSocket begins with GET, not with {request.Method}.";
        }

        if (request.Headers.SecWebSocketVersion != Version)
        {
            return $"The header Sec-WebSocket-Version has to be {Version}.";
        }

        byte[] key = new byte[KeyBytes + 2];
        return Convert.TryFromBase64String(request.Headers.SecWebSocketKey.ToString(), key, out int length) && length == KeyBytes
            ? null
            : $"The header Sec-WebSocket-Key has to be {KeyBytes} bytes in base64.";
    }

    /// <summary>Answers the request and takes its connection over.</summary>
    public static async Task<(WebSocket Socket, CorkedStream Stream)> AcceptAsync(HttpContext context, string subProtocol)
    {
        string accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(context.Request.Headers.SecWebSocketKey.ToString().Trim() + AcceptSuffix)));
        IHeaderDictionary headers = context.Response.Headers;
        headers.Connection = HeaderNames.Upgrade;
        headers.Upgrade = "websocket";
        headers.SecWebSocketAccept = accept;
        headers.SecWebSocketProtocol = subProtocol;
        CorkedStream stream = new(await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync());
        WebSocket socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions
        {
            IsServer = true,
            SubProtocol = subProtocol,
            KeepAliveInterval = WampLimits.PingInterval,
            KeepAliveTimeout = WampLimits.PongTime,
        });
        return (socket, stream);
    }
}
