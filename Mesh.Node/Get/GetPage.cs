using System.Globalization;
using System.Net;
using System.Text;

namespace Mesh.Node.Get;

/// <summary>The page that offers the program: plain HTML that needs no script, shows on any browser and asks for nothing but its own style sheet. Pure.</summary>
internal static class GetPage
{
    /// <summary>Where the style sheet is found.</summary>
    public const string StylePath = "/get/get.css";

    /// <summary>Where the list of hashes is found.</summary>
    public const string SumsName = "SHA256SUMS";

    public const string Style = """
        :root { color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif; }
        body { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
        h1 { font-size: 1.8rem; margin: 0 0 .3rem; }
        h2 { font-size: 1.15rem; margin: 0 0 .3rem; }
        section { border: 1px solid #8886; border-radius: .6rem; padding: 1rem; margin: 1rem 0; }
        section.fits { border: 2px solid #2a7de1; }
        a.file { display: inline-block; padding: .55rem .9rem; border-radius: .5rem; background: #1f63b5; color: #fff; text-decoration: none; font-weight: 600; }
        a.file:focus-visible { outline: 3px solid #f5a623; outline-offset: 2px; }
        code, pre { font: .82rem/1.5 ui-monospace, monospace; }
        pre { background: #8882; padding: .6rem .8rem; border-radius: .4rem; white-space: pre-wrap; margin: .6rem 0 0; }
        .faint { opacity: .75; font-size: .9rem; margin: .5rem 0 0; }
        """;

    /// <summary>The whole page.</summary>
    /// <param name="builds">What there is.</param>
    /// <param name="visitor">What the visitor's browser says of its system.</param>
    public static string Of(IReadOnlyList<ProgramBuild> builds, VisitorSystem visitor)
    {
        ProgramBuild? fitting = visitor.Rids.Select(rid => builds.FirstOrDefault(build => build.System.Rid == rid)).FirstOrDefault(build => build is not null);
        StringBuilder page = new();
        page.Append($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Get Mesh</title>
            <link rel="stylesheet" href="{StylePath}">
            </head>
            <body>
            <main>
            <h1>Get Mesh</h1>
            <p>Chat with whoever is near, without router, server or internet. One file; nothing to install.</p>

            """);
        AppendBuilds(page, builds, visitor, fitting);
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    /// <summary>The hashes as sha256sum checks them.</summary>
    public static string Sums(IReadOnlyList<ProgramBuild> builds) => string.Concat(builds.Select(build => $"{build.Sha256}  {build.System.FileName}\n"));

    private static void AppendBuilds(StringBuilder page, IReadOnlyList<ProgramBuild> builds, VisitorSystem visitor, ProgramBuild? fitting)
    {
        if (builds.Count == 0)
        {
            page.Append("""
                <p>This node holds no builds to give away. Whoever has the sources and the .NET 10 SDK makes them with <code>docs/scripts/publish-single-file.sh linux-x64 win-x64 osx-arm64</code>, which puts them into <code>artifacts/get</code>; then start the node with <code>--get-folder artifacts/get</code>, or copy them into the folder <code>get</code> beside the program or in its data folder.</p>

                """);
            return;
        }

        if (visitor.IsPhone)
        {
            page.Append("<p>This looks like a phone or a tablet. Mesh runs on computers; a phone takes part through somebody's node, so ask them for an invitation.</p>\n");
        }
        else if (fitting is null && visitor.Rids.Count > 0)
        {
            string title = KnownSystem.All.First(system => system.Rid == visitor.Rids[0]).Title;
            page.Append($"<p>This looks like {Html(title)}, for which there is no build here.</p>\n");
        }

        if (fitting is not null)
        {
            AppendBuild(page, fitting, isFitting: true);
        }

        foreach (ProgramBuild build in builds.Where(build => build != fitting))
        {
            AppendBuild(page, build, isFitting: false);
        }

        page.Append($"<p class=\"faint\">The SHA-256 tells whether a file arrived whole (<a href=\"/get/{SumsName}\">all in one list</a>). Whether it is the right one only the person who gives it to you can say.</p>\n");
    }

    private static void AppendBuild(StringBuilder page, ProgramBuild build, bool isFitting)
    {
        string title = Html(build.System.Title);
        string file = build.System.FileName;
        string size = string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0.1, build.Length / 1e6):0.0} MB");
        page.Append($"""
            <section{(isFitting ? " class=\"fits\"" : string.Empty)}>
            <h2>{(isFitting ? $"For this computer: {title}" : title)}</h2>
            <p><a class="file" href="/get/{file}" download="{file}">{file}</a> {size}</p>
            <p class="faint">SHA-256 <code>{build.Sha256}</code></p>
            {Start(build.System)}
            </section>

            """);
    }

    private static string Start(KnownSystem system)
    {
        string file = system.FileName;
        if (system.IsWindows)
        {
            return "<p class=\"faint\">Open it. Windows warns of a program that it does not know: More info, Run anyway. Allow it in private networks when the firewall asks.</p>";
        }

        return system.IsMac
            ? $"<pre>chmod +x {file}; xattr -d com.apple.quarantine {file}; codesign -s - {file}\n./{file}</pre>"
            : $"<pre>chmod +x {file}\n./{file}</pre>";
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
