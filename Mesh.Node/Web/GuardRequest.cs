using System.Net;
using Microsoft.AspNetCore.Http;

namespace Mesh.Node.Web;

/// <summary>What the guard looks at in a request.</summary>
internal sealed record GuardRequest
{
    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>The Host header as given, with its port.</summary>
    public required string Host { get; init; }

    public bool IsUpgrade { get; init; }

    /// <summary>The Origin header; null when there is none, as from programs.</summary>
    public string? Origin { get; init; }

    /// <summary>Sec-Fetch-Site, as browsers send it; null when there is none.</summary>
    public string? FetchSite { get; init; }

    /// <summary>Sec-Fetch-Mode; null when there is none.</summary>
    public string? FetchMode { get; init; }

    /// <summary>The address of this machine that was reached.</summary>
    public IPAddress? LocalAddress { get; init; }

    public static GuardRequest Of(HttpContext context)
    {
        IHeaderDictionary headers = context.Request.Headers;
        string? Header(string name) => headers.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues value) && value.Count > 0 ? value.ToString() : null;
        return new GuardRequest
        {
            Method = context.Request.Method,
            Path = context.Request.Path.Value ?? "/",
            Host = context.Request.Host.Value ?? string.Empty,
            IsUpgrade = headers.ContainsKey("Upgrade"),
            Origin = Header("Origin"),
            FetchSite = Header("Sec-Fetch-Site"),
            FetchMode = Header("Sec-Fetch-Mode"),
            LocalAddress = context.Connection.LocalIpAddress,
        };
    }
}
