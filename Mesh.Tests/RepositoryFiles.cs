namespace Mesh.Tests;

/// <summary>Finds files of the repository that the tests were built from.</summary>
internal static class RepositoryFiles
{
    /// <summary>The whole path of a file or folder that is named from the repository's root, with slashes.</summary>
    public static string PathOf(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Mesh.sln")))
            {
                return Path.Combine([folder.FullName, .. name.Split('/')]);
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Mesh.sln, so {name} cannot be found.");
    }
}
