using Mesh.Tests.Conformance.MessagePack;
using Mesh.Tests.Integration.Laboratory;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Integration.Page;

/// <summary>The page's modules without a browser: what is pure in them, and the client of mesh.js against a node of stand-ins.</summary>
[Trait(LabRequirements.Needs, "node")]
public sealed class PageScriptTests
{
    [Fact]
    public async Task The_modules_keep_their_promises()
    {
        LabRequirements.DemandProgram("node", "nodejs");
        using TestFolder folder = new();
        CopyFiles(RepositoryFiles.PathOf("Mesh.Node/wwwroot"), Path.Combine(folder.Path, "wwwroot"));
        CopyFiles(RepositoryFiles.PathOf("Mesh.Tests/Integration/Page/Scripts"), folder.Path);

        // Served files are modules by their way into the page; to Node.js a file says so.
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "package.json"), """{"type":"module"}""", TestContext.Current.CancellationToken);

        string[] tests = [.. Directory.GetFiles(folder.Path, "*.test.mjs").Select(path => Path.GetFileName(path)!)];
        (int? exitCode, string output, string error) = await ForeignPeer.RunAsync("node", ["--test", .. tests], folder.Path);

        Assert.True(exitCode == 0, output + error);
        Assert.Contains("# fail 0", output.Replace('\u2139', '#'), StringComparison.Ordinal);
    }

    private static void CopyFiles(string from, string to)
    {
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
