namespace Mesh.Tests.Architecture;

/// <summary>The C# files of the repository, without what a build made.</summary>
internal static class SourceTree
{
    private static readonly string[] Projects = ["Mesh.Core", "Mesh.Node", "Mesh.Simulator", "Mesh.Tests"];

    private static readonly Lazy<IReadOnlyList<SourceFile>> Read = new(ReadFiles);

    public static IReadOnlyList<SourceFile> Files => Read.Value;

    public static IEnumerable<SourceFile> Of(params string[] projects) => Files.Where(file => projects.Contains(file.Project));

    private static List<SourceFile> ReadFiles()
    {
        string root = RepositoryFiles.PathOf(".");
        List<SourceFile> files = [];
        foreach (string path in Projects.SelectMany(project => Directory.EnumerateFiles(Path.Combine(root, project), "*.cs", SearchOption.AllDirectories)))
        {
            string name = Path.GetRelativePath(root, path).Replace('\\', '/');
            if (!name.Contains("/obj/", StringComparison.Ordinal) && !name.Contains("/bin/", StringComparison.Ordinal))
            {
                files.Add(new SourceFile(name, File.ReadAllText(path)));
            }
        }

        return [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }
}
