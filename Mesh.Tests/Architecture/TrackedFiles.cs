using System.Diagnostics;

namespace Mesh.Tests.Architecture;

/// <summary>The files that the repository holds; where git or its folder is missing, all but what a build made.</summary>
internal static class TrackedFiles
{
    private static readonly string[] Built = ["bin", "obj", "artifacts", "TestResults", ".git", ".vs", ".idea", "node_modules", "__pycache__"];

    private static readonly Lazy<IReadOnlyList<string>> Listed = new(() => ListByGit() ?? ListByFolder());

    /// <summary>Paths from the repository's root, with slashes.</summary>
    public static IReadOnlyList<string> Paths => Listed.Value;

    /// <summary>The files that hold text.</summary>
    public static IEnumerable<(string Path, string Text)> Texts() =>
        Paths.Where(path => File.Exists(RepositoryFiles.PathOf(path))).Select(path => (path, File.ReadAllText(RepositoryFiles.PathOf(path)))).Where(file => !file.Item2.Contains('\0', StringComparison.Ordinal));

    private static string[]? ListByGit()
    {
        string root = RepositoryFiles.PathOf(".");
        if (!Path.Exists(Path.Combine(root, ".git")))
        {
            return null;
        }

        try
        {
            // Files that are new and not ignored count: the check is for before the commit.
            ProcessStartInfo start = new("git", ["-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"]) { WorkingDirectory = root, RedirectStandardOutput = true };
            using Process git = Process.Start(start)!;
            string listed = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? listed.Split('\n', StringSplitOptions.RemoveEmptyEntries) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no git on this machine.
            return null;
        }
    }

    private static string[] ListByFolder()
    {
        string root = RepositoryFiles.PathOf(".");
        return [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(root, path).Replace('\\', '/')).Where(path => !path.Split('/').Any(part => Built.Contains(part)))];
    }
}
