using Microsoft.AspNetCore.Http;

namespace Mesh.Node.Web;

/// <summary>What every request passes first: headers, rate, Host and Origin, and who it is. Beyond it <see cref="Visitor"/> is among the features.</summary>
internal sealed class PageGate
{
    private readonly RequestGuard _guard;
    private readonly PageAccess _access;
    private readonly RateTable _own;
    private readonly RateTable _others;

    public PageGate(RequestGuard guard, PageAccess access, PageLimits limits, TimeProvider time)
    {
        _guard = guard;
        _access = access;
        _own = new RateTable(limits.OwnRequests, limits.RememberedMax, time);
        _others = new RateTable(limits.OtherRequests, limits.RememberedMax, time);
    }

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        GuardAnswer answer = _guard.Check(GuardRequest.Of(context));
        SecurityHeaders.Put(context, answer);
        bool isOwn = context.Connection.RemoteIpAddress is { } remote && System.Net.IPAddress.IsLoopback(remote);
        Visitor visitor = answer.IsRefused ? Visitor.Nobody : _access.VisitorOf(context);
        TimeSpan wait = (isOwn ? _own : _others).Take(BucketOf(context, answer, visitor));
        if (wait > TimeSpan.Zero)
        {
            await WebAnswer.SlowDownAsync(context, wait, "Too many requests came from this address; wait a moment.");
            return;
        }

        if (answer.IsRefused)
        {
            await WebAnswer.RefuseAsync(context, answer.Status, answer.Code, answer.Message);
            return;
        }

        if (HttpMethods.IsOptions(context.Request.Method) && answer.ForeignOrigin is not null)
        {
            await SecurityHeaders.PreflightAsync(context);
            return;
        }

        context.Features.Set(visitor);
        if (await CameByTokenAsync(context, visitor))
        {
            return;
        }

        if (visitor.Role == VisitorRole.Nobody && !IsOpen(context.Request))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await WebAnswer.RefuseAsync(
                context,
                StatusCodes.Status401Unauthorized,
                "unauthorized",
                "This needs the node's access token or an invitation; open the link that 'mesh' printed, or ask its owner for one.");
            return;
        }

        MaskedUpgrade.Put(context);
        await next(context);
        if (!context.Response.HasStarted && context.Response is { StatusCode: >= 400, ContentLength: null, ContentType: null })
        {
            await ExplainAsync(context);
        }
    }

    /// <summary>By what limits know an address.</summary>
    public static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "?";

    /// <summary>An address shares nothing with pages and strangers that come by it: a page of the web must not use up what the owner at the same machine has.</summary>
    private static string BucketOf(HttpContext context, GuardAnswer answer, Visitor visitor)
    {
        string address = AddressOf(context);
        return answer.IsRefused ? $"{address} refused"
            : PageAccess.IsForwarded(context) ? $"{address} forwarded"
            : visitor.Role == VisitorRole.Owner ? address
            : $"{address} {visitor.Role}";
    }

    /// <summary>The owner came by the printed link: the token goes into a cookie and out of the address.</summary>
    private async Task<bool> CameByTokenAsync(HttpContext context, Visitor visitor)
    {
        HttpRequest request = context.Request;
        if (visitor.Role != VisitorRole.Owner || request.Path != "/" || !HttpMethods.IsGet(request.Method) || !request.Query.TryGetValue("token", out Microsoft.Extensions.Primitives.StringValues token))
        {
            return false;
        }

        context.Response.Cookies.Append(_access.CookieName, token.ToString(), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = request.IsHttps,
            Path = "/",
            IsEssential = true,
        });
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/";
        await context.Response.CompleteAsync();
        return true;
    }

    /// <summary>What needs no token: the files of the page, which hold no secret and without which no guest could come, and what asks for a ticket itself.</summary>
    private static bool IsOpen(HttpRequest request)
    {
        string path = request.Path.Value ?? "/";
        return path is "/ws" or "/lp" or "/join" or "/get" or "/openapi.json"
            || path.StartsWith("/lp/", StringComparison.Ordinal)
            || path.StartsWith("/get/", StringComparison.Ordinal)
            || (path != "/" && path != "/index.html" && PageFiles.Has(path));
    }

    private static Task ExplainAsync(HttpContext context)
    {
        int status = context.Response.StatusCode;
        string message = status switch
        {
            StatusCodes.Status404NotFound => "There is nothing here; docs/api.md and /openapi.json tell what there is.",
            StatusCodes.Status405MethodNotAllowed => $"This takes {context.Response.Headers.Allow} only.",
            _ => "This request cannot be understood.",
        };
        string code = status switch
        {
            StatusCodes.Status404NotFound => "not-found",
            StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
            _ => Api.ApiCode.BadRequest,
        };
        return WebAnswer.RefuseAsync(context, status, code, message);
    }
}
