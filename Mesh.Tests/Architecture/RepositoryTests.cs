using System.Text.RegularExpressions;

namespace Mesh.Tests.Architecture;

/// <summary>The repository speaks of itself alone and means the same on every machine.</summary>
public sealed partial class RepositoryTests
{
    private static readonly string[] TopLevel =
    [
        ".ci", ".editorconfig", ".gitattributes", ".github", ".gitignore", "BannedSymbols.txt", "CHANGELOG.md", "CONTRIBUTING.md", "Directory.Build.props",
        "Directory.Packages.props", "LICENSE", "Mesh.Core", "Mesh.Node", "Mesh.Simulator", "Mesh.Tests", "Mesh.sln", "README.md", "docs", "global.json",
    ];

    [Fact]
    public void The_top_level_holds_the_four_projects_the_documents_and_what_a_repository_needs()
    {
        Expect.None(TrackedFiles.Paths.Select(path => path.Split('/')[0]).Except(TopLevel), "the top level is fixed");
    }

    [Fact]
    public void No_file_names_a_place_on_somebody_s_machine()
    {
        List<string> faults = [];
        foreach ((string path, string text) in TrackedFiles.Texts().Where(file => !file.Path.EndsWith("/RepositoryTests.cs", StringComparison.Ordinal)))
        {
            foreach (Match match in MachinePlace().Matches(text))
            {
                faults.Add(FormattableString.Invariant($"{path}({text.AsSpan(0, match.Index).Count('\n') + 1}): {match.Value}"));
            }
        }

        Expect.None(faults, "no machine's folders and no package feed's host belong in the repository");
    }

    [Fact]
    public void Lines_end_as_on_every_machine()
    {
        Expect.None(TrackedFiles.Texts().Where(file => file.Text.Contains('\r', StringComparison.Ordinal) && !file.Path.EndsWith(".sln", StringComparison.Ordinal)).Select(file => file.Path), "lines end with a line feed alone");
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = File.ReadAllText(RepositoryFiles.PathOf("Mesh.sln"));

        Assert.StartsWith("Microsoft Visual Studio Solution File", solution.TrimStart('\uFEFF', '\r', '\n'), StringComparison.Ordinal);
        Expect.None(TrackedFiles.Paths.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal) && !solution.Contains(path.Replace('/', '\\'), StringComparison.Ordinal)), "Mesh.sln names every project");
    }

    [GeneratedRegex(@"(?<![\w.~])/(work|root|workspace)/(?!\s)[\w.]+|(?<!\w)[A-Z]:\\Users\\\w+|/v3/index\.json(?<!api\.nuget\.org/v3/index\.json)|""resolved"":\s*""https?://(?!registry\.npmjs\.org)")]
    private static partial Regex MachinePlace();
}
