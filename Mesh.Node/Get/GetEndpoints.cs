using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Mesh.Node.Get;

/// <summary>Offers the program itself: how a neighbour without internet gets it. Gives away nothing but what <see cref="BuildShelf"/> lists, so everybody may come.</summary>
internal static class GetEndpoints
{
    /// <summary>Adds "/get" and what is below it.</summary>
    public static void Map(IEndpointRouteBuilder routes, BuildShelf shelf)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods("/get", methods, (RequestDelegate)(context => PageAsync(context, shelf)));
        routes.MapMethods(GetPage.StylePath, methods, (RequestDelegate)(context => TextAsync(context, "text/css; charset=utf-8", GetPage.Style)));
        routes.MapMethods($"/get/{GetPage.SumsName}", methods, (RequestDelegate)(context => SumsAsync(context, shelf)));
        routes.MapMethods("/get/{file}", methods, (RequestDelegate)(context => FileAsync(context, shelf)));
    }

    private static async Task PageAsync(HttpContext context, BuildShelf shelf)
    {
        context.Response.Headers["Accept-CH"] = VisitorSystem.AskedHints;
        context.Response.Headers.CacheControl = "no-cache";
        IReadOnlyList<ProgramBuild> builds = await shelf.ListAsync(context.RequestAborted);
        await TextAsync(context, "text/html; charset=utf-8", GetPage.Of(builds, VisitorSystem.Of(context.Request.Headers)));
    }

    private static async Task SumsAsync(HttpContext context, BuildShelf shelf) =>
        await TextAsync(context, "text/plain; charset=utf-8", GetPage.Sums(await shelf.ListAsync(context.RequestAborted)));

    private static async Task FileAsync(HttpContext context, BuildShelf shelf)
    {
        string name = context.Request.RouteValues["file"] as string ?? string.Empty;
        if (await shelf.FindAsync(name, context.RequestAborted) is not { } build)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await TextAsync(context, "text/plain; charset=utf-8", "There is no such build here; /get lists what there is.\n");
            return;
        }

        // A download that broke off goes on where it stopped, unless the file was replaced meanwhile.
        IResult file = TypedResults.PhysicalFile(
            build.Path,
            "application/octet-stream",
            build.System.FileName,
            build.WrittenAt,
            new EntityTagHeaderValue($"\"{build.Sha256}\""),
            enableRangeProcessing: true);
        await file.ExecuteAsync(context);
    }

    private static Task TextAsync(HttpContext context, string type, string text)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}
