using System.Globalization;
using System.Security.Cryptography;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>
/// The name of one laboratory, <c>mlab-MINUTES-RANDOM</c>: unique among those that run at the same time, and telling when it
/// began, so that what a killed run left behind can be told from what is in use.
/// </summary>
internal static class LabName
{
    public const string Prefix = "mlab-";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    public static string Draw(DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix}{now.ToUnixTimeSeconds() / 60:x}-{RandomNumberGenerator.GetHexString(5, lowercase: true)}");

    /// <summary>Whether this names a laboratory, or a part of one, that is older than any test lives.</summary>
    public static bool IsStale(string name, DateTimeOffset now)
    {
        string[] parts = name.Split('-');
        return name.StartsWith(Prefix, StringComparison.Ordinal)
            && parts.Length >= 3
            && long.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long minutes)
            && minutes < uint.MaxValue
            && (now - DateTimeOffset.FromUnixTimeSeconds(minutes * 60)).Duration() > Lifetime;
    }
}
