using Mesh.Node.Get;

namespace Mesh.Tests.Unit.Get;

public sealed class GetPageTests
{
    private static readonly VisitorSystem Linux = new(["linux-x64"], IsPhone: false);

    [Fact]
    public void The_fitting_build_comes_first_and_all_are_listed_with_size_and_hash()
    {
        string page = GetPage.Of([Build("win-x64", 101_500_000, 'a'), Build("linux-x64", 98_000_000, 'b'), Build("osx-arm64", 5, 'c')], Linux);
        int linux = page.IndexOf("<h2>For this computer: Linux on a PC</h2>", StringComparison.Ordinal);
        int windows = page.IndexOf("<h2>Windows on a PC</h2>", StringComparison.Ordinal);
        Assert.True(linux > 0 && windows > linux);
        Assert.Contains("<a class=\"file\" href=\"/get/mesh-win-x64.exe\" download=\"mesh-win-x64.exe\">mesh-win-x64.exe</a> 101.5 MB", page, StringComparison.Ordinal);
        Assert.Contains(new string('b', 64), page, StringComparison.Ordinal);
        Assert.Contains("codesign -s - mesh-osx-arm64", page, StringComparison.Ordinal);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(page, "/get/mesh-linux-x64\""));
    }

    [Fact]
    public void A_strict_policy_lets_everything_of_it_through()
    {
        string page = GetPage.Of([Build("win-x64", 1, 'a')], Linux);
        foreach (string forbidden in (string[])["<script", "<style", "style=", "onclick", "javascript:", "http:", "https:", "<img"])
        {
            Assert.DoesNotContain(forbidden, page, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Who_finds_nothing_that_fits_is_told()
    {
        Assert.Contains("This looks like Linux on a PC, for which there is no build here.", GetPage.Of([Build("win-x64", 1, 'a')], Linux), StringComparison.Ordinal);
        Assert.Contains("ask them for an invitation", GetPage.Of([Build("win-x64", 1, 'a')], new VisitorSystem([], IsPhone: true)), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_builds_it_says_how_to_make_them()
    {
        string page = GetPage.Of([], Linux);
        Assert.Contains("docs/scripts/publish-single-file.sh linux-x64 win-x64 osx-arm64", page, StringComparison.Ordinal);
        Assert.Contains("--get-folder artifacts/get", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hashes_are_listed_as_sha256sum_wants_them() =>
        Assert.Equal($"{new string('a', 64)}  mesh-win-x64.exe\n", GetPage.Sums([Build("win-x64", 1, 'a')]));

    private static ProgramBuild Build(string rid, long length, char digit) =>
        new(KnownSystem.All.First(system => system.Rid == rid), "/nowhere", length, DateTimeOffset.UnixEpoch, new string(digit, 64));
}
