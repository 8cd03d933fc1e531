using Microsoft.AspNetCore.Http;

namespace Mesh.Node.Web;

/// <summary>The headers that every answer carries: no script but the page's own files, no frame around it, no sniffing, no address told to others.</summary>
internal static class SecurityHeaders
{
    public static void Put(HttpContext context, GuardAnswer answer)
    {
        IHeaderDictionary headers = context.Response.Headers;
        string host = answer.IsRefused ? string.Empty : $" ws://{context.Request.Host} wss://{context.Request.Host}";
        headers.ContentSecurityPolicy =
            $"default-src 'self'; connect-src 'self'{host}; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = answer.ForeignOrigin is null && context.Request.Path != "/mesh.js" ? "same-origin" : "cross-origin";
        headers.CacheControl = "no-store";
        headers.Vary = "Origin, Sec-Fetch-Site";
        if (answer.ForeignOrigin is { } origin)
        {
            headers.AccessControlAllowOrigin = origin;
            headers.AccessControlExposeHeaders = "Retry-After";
        }
    }

    /// <summary>Answers a browser that asks before it lets an allowed page talk to the node.</summary>
    public static Task PreflightAsync(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.AccessControlAllowMethods = "GET, HEAD, POST";
        headers.AccessControlAllowHeaders = "authorization, content-type, last-event-id";
        headers.AccessControlMaxAge = "600";
        if (context.Request.Headers.ContainsKey("Access-Control-Request-Private-Network"))
        {
            headers["Access-Control-Allow-Private-Network"] = "true";
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
