namespace Mesh.Node.Get;

/// <summary>A system that the program can be built for.</summary>
/// <param name="Rid">.NET's runtime identifier.</param>
/// <param name="Title">What people call it.</param>
internal sealed record KnownSystem(string Rid, string Title)
{
    /// <summary>All of them, the usual first.</summary>
    public static IReadOnlyList<KnownSystem> All { get; } =
    [
        new("win-x64", "Windows on a PC"),
        new("linux-x64", "Linux on a PC"),
        new("osx-arm64", "Mac with an Apple chip"),
        new("osx-x64", "Mac with an Intel chip"),
        new("linux-arm64", "Linux on ARM, 64 bits (Raspberry Pi, companion computers)"),
        new("linux-arm", "Linux on ARM, 32 bits"),
        new("win-arm64", "Windows on ARM"),
        new("linux-musl-x64", "Alpine Linux on a PC"),
        new("linux-musl-arm64", "Alpine Linux on ARM"),
    ];

    public bool IsWindows => Rid.StartsWith("win-", StringComparison.Ordinal);

    public bool IsMac => Rid.StartsWith("osx-", StringComparison.Ordinal);

    /// <summary>The name of its build, as docs/scripts/publish-single-file.sh gives it.</summary>
    public string FileName => IsWindows ? $"mesh-{Rid}.exe" : $"mesh-{Rid}";
}
