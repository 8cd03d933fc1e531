namespace Mesh.Node.Wifi;

/// <summary>The machine's Wi-Fi interfaces as the kernel lists them.</summary>
internal static class RadioList
{
    private const string Network = "/sys/class/net";

    /// <summary>The names of all Wi-Fi interfaces, in their order.</summary>
    public static IReadOnlyList<string> Interfaces() => Directory.Exists(Network)
        ? [.. Directory.EnumerateDirectories(Network).Where(path => Directory.Exists(Path.Combine(path, "phy80211"))).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];
}
