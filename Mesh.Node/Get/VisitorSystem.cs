using Microsoft.AspNetCore.Http;

namespace Mesh.Node.Get;

/// <summary>What a visitor's browser says of its system, as far as that says anything. Pure.</summary>
/// <param name="Rids">Runtime identifiers that fit, the likeliest first; empty when nothing is known.</param>
/// <param name="IsPhone">Whether it is a phone or tablet, which no build is for.</param>
internal sealed record VisitorSystem(IReadOnlyList<string> Rids, bool IsPhone)
{
    /// <summary>What is asked of browsers that tell more when asked (W3C User-Agent Client Hints; they do over TLS and on loopback only).</summary>
    public const string AskedHints = "Sec-CH-UA-Platform, Sec-CH-UA-Arch";

    private static readonly VisitorSystem Unknown = new([], IsPhone: false);
    private static readonly VisitorSystem Phone = new([], IsPhone: true);

    public static VisitorSystem Of(IHeaderDictionary headers) =>
        Of(headers.UserAgent.ToString(), Hint(headers, "Sec-CH-UA-Platform"), Hint(headers, "Sec-CH-UA-Arch"));

    /// <summary>The same from the headers' values; empty ones are none.</summary>
    public static VisitorSystem Of(string agent, string platform, string architecture)
    {
        bool Says(string word) => agent.Contains(word, StringComparison.OrdinalIgnoreCase);
        bool isArm = architecture == "arm" || (architecture.Length == 0 && (Says("aarch64") || Says("arm64")));
        if (platform == "Android" || Says("Android") || Says("iPhone") || Says("iPad") || Says("iPod"))
        {
            return Phone;
        }

        if (platform == "Windows" || Says("Windows NT"))
        {
            return new VisitorSystem(isArm ? ["win-arm64", "win-x64"] : ["win-x64"], IsPhone: false);
        }

        if (platform == "macOS" || Says("Macintosh"))
        {
            // Browsers on either chip call it Intel; most Macs in use have Apple's.
            return new VisitorSystem(architecture == "x86" ? ["osx-x64"] : ["osx-arm64", "osx-x64"], IsPhone: false);
        }

        if (platform is "Linux" or "Chrome OS" or "Chromium OS" || Says("Linux") || Says("CrOS"))
        {
            bool isArm32 = !isArm && (Says("armv7") || Says("armv6") || Says("armv8l"));
            return new VisitorSystem(isArm ? ["linux-arm64"] : isArm32 ? ["linux-arm"] : ["linux-x64"], IsPhone: false);
        }

        return Unknown;
    }

    private static string Hint(IHeaderDictionary headers, string name) => headers[name].ToString().Trim().Trim('"');
}
