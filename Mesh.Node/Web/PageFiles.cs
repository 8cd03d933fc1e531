using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Mesh.Node.Web;

/// <summary>The page's files, which are parts of the program: so they work without a folder beside it and cannot be others than were built.</summary>
internal static class PageFiles
{
    private const string Prefix = "wwwroot/";
    private const int TagLetters = 16;

    private static readonly FrozenDictionary<string, PageFile> Files = Load();

    /// <summary>Whether there is a file of that path, which begins with a slash.</summary>
    public static bool Has(string path) => Files.ContainsKey(path);

    /// <summary>Serves the file of the request's path, or another.</summary>
    public static async Task ServeAsync(HttpContext context, string path)
    {
        if (!Files.TryGetValue(path, out PageFile? file))
        {
            await WebAnswer.RefuseAsync(context, StatusCodes.Status404NotFound, "not-found", "This build of mesh holds no such file; docs/api.md tells what programs can use.");
            return;
        }

        // Asked again at each load, answered in a few bytes: so a new version of the program never meets old files.
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.ETag = file.Tag;
        if (context.Request.Headers.IfNoneMatch.ToString().Contains(file.Tag, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = file.Type;
        context.Response.ContentLength = file.Content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(file.Content, context.RequestAborted);
        }
    }

    private static FrozenDictionary<string, PageFile> Load()
    {
        Assembly assembly = typeof(PageFiles).Assembly;
        Dictionary<string, PageFile> files = [];
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using Stream stream = assembly.GetManifestResourceStream(name)!;
            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            string tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..TagLetters]}\"";
            files["/" + name[Prefix.Length..].Replace('\\', '/')] = new PageFile(content, TypeOf(name), tag);
        }

        return files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".json" or ".webmanifest" => "application/json; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        ".txt" or ".md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
}
