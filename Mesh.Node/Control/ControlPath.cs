using System.Security.Cryptography;
using System.Text;

namespace Mesh.Node.Control;

/// <summary>Where the control socket of a data folder lies: in it, or in a runtime folder when the path would be too long for a socket.</summary>
internal static class ControlPath
{
    /// <summary>The socket's name in the data folder.</summary>
    public const string FileName = "control.sock";

    /// <summary>The longest path of a socket: 104 bytes with the final zero on macOS (sys/un.h), 108 on Linux.</summary>
    public const int PathBytesMax = 103;

    private const int HashLettersMax = 24;

    /// <summary>The socket's path; the same for node and command.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="variable">Reads an environment variable.</param>
    public static string Of(string dataFolder, Func<string, string?> variable)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataFolder));
        string path = Path.Combine(full, FileName);
        if (Encoding.UTF8.GetByteCount(path) <= PathBytesMax)
        {
            return path;
        }

        string name = "mesh-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(full)))[..HashLettersMax];
        string? runtime = variable("XDG_RUNTIME_DIR");
        string inRuntime = Path.Combine(runtime ?? string.Empty, name, FileName);
        return runtime is not null && Path.IsPathFullyQualified(runtime) && Encoding.UTF8.GetByteCount(inRuntime) <= PathBytesMax
            ? inRuntime
            : Path.Combine(OperatingSystem.IsWindows() ? Path.GetTempPath() : "/tmp", name, FileName);
    }
}
