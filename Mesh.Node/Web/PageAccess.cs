using System.Net;
using Microsoft.AspNetCore.Http;

namespace Mesh.Node.Web;

/// <summary>
/// Finds out who a visitor is: by token, by the cookie that stands for it, or because they sit at this machine. A token that is given and wrong makes
/// nobody, on this machine too, so that a guest whose time is over does not become the owner.
/// </summary>
internal sealed class PageAccess
{
    /// <summary>Headers by which proxies tell that somebody else asks.</summary>
    private static readonly string[] ProxyHeaders = ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Server", "X-Real-IP", "Forwarded", "Via"];

    private readonly PageToken _token;
    private readonly GuestBook _guests;
    private readonly bool _needsToken;

    public PageAccess(PageToken token, GuestBook guests, bool needsToken, int port)
    {
        _token = token;
        _guests = guests;
        _needsToken = needsToken;

        // Cookies know no ports: two nodes of one machine must not take each other's.
        CookieName = FormattableString.Invariant($"mesh-{port}");
    }

    /// <summary>The cookie that stands for the owner's token in a browser.</summary>
    public string CookieName { get; }

    /// <summary>Who that is.</summary>
    public Visitor VisitorOf(HttpContext context)
    {
        if (GivenToken(context.Request) is { } given)
        {
            return ByToken(given);
        }

        if (context.Request.Cookies.TryGetValue(CookieName, out string? kept) && _token.Is(kept))
        {
            return Visitor.Owner;
        }

        return !_needsToken && IsAtThisMachine(context) ? Visitor.Owner : Visitor.Nobody;
    }

    /// <summary>Who bears a token.</summary>
    public Visitor ByToken(string token)
    {
        if (_token.Is(token))
        {
            return Visitor.Owner;
        }

        return _guests.Find(token) is { } seat
            ? new Visitor(VisitorRole.Guest, seat.Name, seat.Invite.Room) { Seat = seat }
            : Visitor.Nobody;
    }

    /// <summary>Whether an address may carry the token: addresses end up in histories and logs, so only where a browser can send no header.</summary>
    public static bool TakesTokenInAddress(string path) =>
        path is "/" or "/join" or "/chat" or "/ws" or "/lp" or "/events"
        || path.StartsWith("/events/", StringComparison.Ordinal)
        || path.StartsWith("/lp/", StringComparison.Ordinal);

    /// <summary>Nobody in between, as far as can be told. A proxy that hides itself is found by its version where it keeps to its old default, HTTP/1.0.</summary>
    private static bool IsAtThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote
        && IPAddress.IsLoopback(remote)
        && RequestGuard.IsLoopbackHost(context.Request.Host.Value ?? string.Empty)
        && !IsForwarded(context);

    /// <summary>Whether somebody else asks through a proxy, as far as it tells.</summary>
    public static bool IsForwarded(HttpContext context) =>
        HttpProtocol.IsHttp10(context.Request.Protocol) || ProxyHeaders.Any(context.Request.Headers.ContainsKey);

    private static string? GivenToken(HttpRequest request)
    {
        const string Bearer = "Bearer ";
        string header = request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return header[Bearer.Length..].Trim();
        }

        return TakesTokenInAddress(request.Path.Value ?? "/") && request.Query.TryGetValue("token", out Microsoft.Extensions.Primitives.StringValues given) ? given.ToString() : null;
    }
}
