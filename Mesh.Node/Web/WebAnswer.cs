using System.Globalization;
using System.Net;
using System.Text;
using Mesh.Node.Lines;
using Microsoft.AspNetCore.Http;

namespace Mesh.Node.Web;

/// <summary>Answers of the page that are whole: a JSON object, or an error that people can read.</summary>
internal static class WebAnswer
{
    private const string Json = "application/json; charset=utf-8";

    /// <summary>A JSON object.</summary>
    public static Task WriteAsync(HttpContext context, int status, string json)
    {
        byte[] body = Encoding.UTF8.GetBytes(json + "\n");
        context.Response.StatusCode = status;
        context.Response.ContentType = Json;
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    public static Task WriteAsync(HttpContext context, int status, JsonLine line) => WriteAsync(context, status, line.ToString());

    /// <summary>An error: an object for programs; a sentence for a person whose browser went there.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string code, string message)
    {
        if (!context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            return WriteAsync(context, status, JsonLine.Event("error").With("code", code).With("message", message));
        }

        byte[] body = Encoding.UTF8.GetBytes($"<!doctype html><meta charset=\"utf-8\"><title>Mesh</title><p>{WebUtility.HtmlEncode(message)}</p>\n");
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>Too much was asked for; tells when to come again.</summary>
    public static Task SlowDownAsync(HttpContext context, TimeSpan wait, string message)
    {
        context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return RefuseAsync(context, StatusCodes.Status429TooManyRequests, Api.ApiCode.TooMany, message);
    }
}
