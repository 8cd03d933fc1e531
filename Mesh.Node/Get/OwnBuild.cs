using System.Runtime.InteropServices;

namespace Mesh.Node.Get;

/// <summary>The running program as a file that others could run.</summary>
internal static class OwnBuild
{
    /// <summary>Its path and system; null when it is no single file that brings its own runtime.</summary>
    public static (KnownSystem System, string Path)? Find()
    {
        // The runtime of a self-contained program lies where the program does, and what is in a single file lies nowhere else.
        bool isSelfContained = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory()) == Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        bool isSingleFile = !File.Exists(Path.Combine(AppContext.BaseDirectory, $"{typeof(OwnBuild).Assembly.GetName().Name}.dll"));
        KnownSystem? system = KnownSystem.All.FirstOrDefault(known => known.Rid == RuntimeInformation.RuntimeIdentifier);
        return isSingleFile && isSelfContained && system is not null && Environment.ProcessPath is { } path ? (system, path) : null;
    }
}
