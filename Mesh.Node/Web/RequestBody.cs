using Mesh.Node.Api;
using Microsoft.AspNetCore.Http;

namespace Mesh.Node.Web;

/// <summary>Reads a request's body; the server holds it to its size and speed.</summary>
internal static class RequestBody
{
    /// <summary>The whole body.</summary>
    /// <exception cref="ApiException">It is too large or breaks off.</exception>
    public static async Task<byte[]> ReadAsync(HttpContext context)
    {
        try
        {
            using MemoryStream body = new();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            return body.ToArray();
        }
        catch (BadHttpRequestException fault)
        {
            throw new ApiException(
                fault.StatusCode == StatusCodes.Status413PayloadTooLarge ? ApiCode.TooLong : ApiCode.BadRequest,
                fault.StatusCode == StatusCodes.Status413PayloadTooLarge ? "The body is larger than any message; send less." : "The body broke off, or came too slowly.",
                fault);
        }
    }

    /// <summary>Whether it says to be JSON.</summary>
    public static bool IsJson(HttpRequest request) =>
        request.ContentType is { } type && type.AsSpan().Trim().StartsWith("application/json", StringComparison.OrdinalIgnoreCase);
}
