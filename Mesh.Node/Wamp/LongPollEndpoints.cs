using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Mesh.Node.Wamp;

/// <summary>The requests of the long-poll transport (WAMP, advanced profile, "HTTP Longpoll Transport"), under "/lp".</summary>
internal sealed class LongPollEndpoints
{
    private const int OpeningBytesMax = 4096;

    private readonly LongPollTransports _transports;
    private readonly Func<HttpContext, WampRole> _roleOf;

    private LongPollEndpoints(WampRouter router, Func<HttpContext, WampRole> roleOf)
    {
        _transports = new LongPollTransports(router);
        _roleOf = roleOf;
    }

    /// <summary>Maps the requests.</summary>
    public static void Map(IEndpointRouteBuilder routes, WampRouter router, Func<HttpContext, WampRole> roleOf)
    {
        LongPollEndpoints endpoints = new(router, roleOf);
        Map(routes, "/lp/open", endpoints.OpenAsync);
        Map(routes, "/lp/{transport}/receive", endpoints.ReceiveAsync);
        Map(routes, "/lp/{transport}/send", endpoints.SendAsync);
        Map(routes, "/lp/{transport}/close", endpoints.CloseAsync);
    }

    private static void Map(IEndpointRouteBuilder routes, string pattern, RequestDelegate handler) => routes.Map(pattern, async context =>
    {
        context.Response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsPost(context.Request.Method))
        {
            await handler(context);
            return;
        }

        context.Response.Headers.Allow = HttpMethods.Post;
        await PlainAnswer.SendAsync(context, StatusCodes.Status405MethodNotAllowed, "WAMP's long-poll transport is spoken with POST.");
    });

    private static WampSerialization? ReadOpening(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("protocols", out JsonElement protocols)
                && protocols.ValueKind == JsonValueKind.Array
                ? WampSerialization.Choose(protocols.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!))
                : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Not JSON, or half a surrogate pair in it: no protocol in common either way.
            return null;
        }
    }

    /// <summary>The whole body; null when it is larger than it may be.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContext context, int bytesMax)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = bytesMax + 1;
        }

        byte[] buffer = new byte[Math.Min(OpeningBytesMax, bytesMax)];
        int length = 0;
        try
        {
            while (true)
            {
                int read = await context.Request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted);
                length += read;
                if (length > bytesMax)
                {
                    return null;
                }

                if (read == 0)
                {
                    return buffer.AsMemory(0, length);
                }

                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }
            }
        }
        catch (BadHttpRequestException)
        {
            return null;
        }
    }

    private async Task OpenAsync(HttpContext context)
    {
        if (await ReadAsync(context, OpeningBytesMax) is not { } body || ReadOpening(body) is not { } serialization)
        {
            string known = string.Join(", ", WampSerialization.All.Select(spoken => $"\"{spoken.Name}\""));
            await PlainAnswer.SendAsync(context, StatusCodes.Status400BadRequest, $"Send {{\"protocols\":[...]}} with at least one of {known}.");
            return;
        }

        if (_transports.TryOpen(serialization, _roleOf(context)) is not { } id)
        {
            await PlainAnswer.SendAsync(context, StatusCodes.Status503ServiceUnavailable, $"There are {WampLimits.SessionsMax} sessions already, or the node is stopping; try again later.");
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync($$"""{"protocol":"{{serialization.Name}}","transport":"{{id}}"}""", context.RequestAborted);
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        if (await FindAsync(context) is not { } transport)
        {
            return;
        }

        try
        {
            ReadOnlyMemory<byte>? received = await transport.ReceiveAsync(context.RequestAborted);
            if (received is not { } message)
            {
                await PlainAnswer.SendAsync(context, StatusCodes.Status410Gone, "The session is over.");
                return;
            }

            if (message.IsEmpty)
            {
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }

            context.Response.ContentType = transport.Serialization is { IsJson: true, IsBatched: false } ? "application/json" : "application/octet-stream";
            context.Response.ContentLength = message.Length;
            await context.Response.Body.WriteAsync(message, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client hung up; it polls again or is given up after a while.
        }
    }

    private async Task SendAsync(HttpContext context)
    {
        if (await FindAsync(context) is not { } transport)
        {
            return;
        }

        if (await ReadAsync(context, WampLimits.MessageBytesMax) is not { } body)
        {
            await PlainAnswer.SendAsync(context, StatusCodes.Status413PayloadTooLarge, $"A message has at most {WampLimits.MessageBytesMax} bytes; send less, or in parts.");
        }
        else if (await transport.SendAsync(body, context.RequestAborted))
        {
            // WAMP says "202 (no content)"; no content is 204, which is also what clients expect.
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await PlainAnswer.SendAsync(context, StatusCodes.Status400BadRequest, "The session does not take this; what it receives last says why.");
        }
    }

    private async Task CloseAsync(HttpContext context)
    {
        if (await _transports.CloseAsync(IdOf(context)))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await RefuseIdAsync(context);
        }
    }

    private static string IdOf(HttpContext context) => (string?)context.Request.RouteValues["transport"] ?? "";

    private static Task RefuseIdAsync(HttpContext context) =>
        PlainAnswer.SendAsync(context, StatusCodes.Status404NotFound, "There is no such long-poll transport, or it was closed; open a new one with POST /lp/open.");

    private async Task<LongPollTransport?> FindAsync(HttpContext context)
    {
        LongPollTransport? found = _transports.Find(IdOf(context));
        if (found is null)
        {
            await RefuseIdAsync(context);
        }

        return found;
    }
}
