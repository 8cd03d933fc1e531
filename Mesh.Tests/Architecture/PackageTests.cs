using System.Xml.Linq;

namespace Mesh.Tests.Architecture;

/// <summary>What the projects take from others.</summary>
public sealed class PackageTests
{
    private static readonly string[] CorePackages =
    [
        "Microsoft.CodeAnalysis.BannedApiAnalyzers",
        "Microsoft.Data.Sqlite.Core",
        "Microsoft.Extensions.DependencyInjection.Abstractions",
        "Microsoft.Extensions.Hosting.Abstractions",
        "Microsoft.Extensions.Logging.Abstractions",
    ];

    [Fact]
    public void The_core_takes_abstractions_only()
    {
        Expect.None(References("Mesh.Core", "PackageReference").Except(CorePackages), "Mesh.Core takes Microsoft.Extensions abstractions and managed packages only: it is loaded into other programs");
        Assert.Empty(References("Mesh.Core", "FrameworkReference"));
        Assert.Empty(References("Mesh.Core", "ProjectReference"));
    }

    [Fact]
    public void Versions_are_central_and_every_package_has_its_line_in_the_records()
    {
        string records = string.Concat(Directory.EnumerateFiles(RepositoryFiles.PathOf("docs/adr"), "*.md").Select(File.ReadAllText));
        XDocument versions = XDocument.Load(RepositoryFiles.PathOf("Directory.Packages.props"));
        string[] packages = [.. versions.Descendants("PackageVersion").Select(package => (string)package.Attribute("Include")!)];

        Expect.None(packages.Where(package => !records.Contains($"`{package}`", StringComparison.Ordinal)), "a package is explained in docs/adr");
        Expect.None(versions.Descendants("PackageVersion").Where(package => ((string)package.Attribute("Version")!).Contains('*', StringComparison.Ordinal)).Select(package => package.ToString()), "a version is pinned");
    }

    [Fact]
    public void No_feed_is_committed()
    {
        string[] feeds = [.. TrackedFiles.Paths.Where(path => Path.GetFileName(path).Equals("nuget.config", StringComparison.OrdinalIgnoreCase))];

        Expect.None(feeds, "whoever builds chooses where packages come from");
    }

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(RepositoryFiles.PathOf($"{project}/{project}.csproj")).Descendants(kind).Select(reference => (string)reference.Attribute("Include")!);
}
