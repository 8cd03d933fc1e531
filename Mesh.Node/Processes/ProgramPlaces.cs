namespace Mesh.Node.Processes;

/// <summary>Finds programs, also where Debian keeps those of the administrator, which are not on everybody's path.</summary>
internal static class ProgramPlaces
{
    private static readonly string[] Further = ["/usr/sbin", "/sbin", "/usr/local/sbin", "/usr/bin", "/bin"];

    /// <summary>The program's file; null when it is not installed.</summary>
    /// <param name="program">Its name, or the whole path.</param>
    /// <param name="path">The variable PATH, or null.</param>
    public static string? Find(string program, string? path)
    {
        if (Path.IsPathFullyQualified(program))
        {
            return File.Exists(program) ? program : null;
        }

        string file = OperatingSystem.IsWindows() ? program + ".exe" : program;
        IEnumerable<string> folders = (path ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Concat(OperatingSystem.IsWindows() ? [] : Further)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }
}
