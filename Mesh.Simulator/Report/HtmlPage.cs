using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Mesh.Simulator.Report;

/// <summary>Puts a page together that needs nothing beside itself: style, script and figures are inside, and its policy forbids to fetch anything.</summary>
internal static class HtmlPage
{
    /// <summary>Writes a page.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="name">The name of its .html, .css and .js among the resources.</param>
    /// <param name="title">The title, unescaped.</param>
    /// <param name="body">HTML for the place that the template leaves.</param>
    /// <param name="figures">Writes the figures as one JSON value, which the script finds in the element "figures".</param>
    public static void Write(TextWriter output, string name, string title, string body, Action<Utf8JsonWriter> figures)
    {
        ArrayBufferWriter<byte> json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            figures(writer);
        }

        // One pass over the template, so that nothing put in is searched for places again.
        ReadOnlySpan<char> rest = Resource(name + ".html");
        while (rest.IndexOf("{{", StringComparison.Ordinal) is int at and >= 0)
        {
            int end = at + rest[at..].IndexOf("}}", StringComparison.Ordinal);
            output.Write(rest[..at]);
            output.Write(rest[(at + 2)..end] switch
            {
                "title" => WebUtility.HtmlEncode(title),
                "style" => Resource("page.css") + Resource(name + ".css"),
                "body" => body,
                "figures" => Encoding.UTF8.GetString(json.WrittenSpan),
                "script" => Resource(name + ".js"),
                _ => throw new InvalidOperationException($"The page {name} has a place of no meaning at {at}."),
            });
            rest = rest[(end + 2)..];
        }

        output.Write(rest);
    }

    private static string Resource(string name)
    {
        using Stream stream = typeof(HtmlPage).Assembly.GetManifestResourceStream("Mesh.Simulator.Report." + name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
