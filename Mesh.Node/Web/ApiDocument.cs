using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Mesh.Node.Web;

/// <summary>The description of the HTTP interface for programs (OpenAPI 3.1), which a test holds against the running node.</summary>
internal static class ApiDocument
{
    private const string ResourceName = "openapi.json";

    public static async Task ServeAsync(HttpContext context)
    {
        await using Stream document = Assembly.GetExecutingAssembly().GetManifestResourceStream(ResourceName)!;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = document.Length;
        await document.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
