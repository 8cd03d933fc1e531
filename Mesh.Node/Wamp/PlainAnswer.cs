using Microsoft.AspNetCore.Http;

namespace Mesh.Node.Wamp;

/// <summary>An answer to a request that a person can read.</summary>
internal static class PlainAnswer
{
    public static Task SendAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(sentence + "\n", context.RequestAborted);
    }
}
