namespace Mesh.Tests;

/// <summary>Recorded traces that are not ours to ship. The environment variable MESH_TRACES names their folder.</summary>
internal static class Traces
{
    /// <summary>The path of a trace; skips the test where the folder is not there.</summary>
    /// <param name="name">From the folder on, with slashes.</param>
    public static string PathOf(string name)
    {
        string? folder = Environment.GetEnvironmentVariable("MESH_TRACES");
        Assert.SkipUnless(
            !string.IsNullOrEmpty(folder) && File.Exists(Path.Combine(folder, "SOURCES.md")),
            "MESH_TRACES names no folder with SOURCES.md, and the recorded traces are not part of the repository.");
        return Path.Combine([folder!, .. name.Split('/')]);
    }
}
