using System.Security.Cryptography;
using Mesh.Node.Get;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Get;

public sealed class BuildShelfTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly TestFolder _other = new();

    public void Dispose()
    {
        _folder.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Builds_are_known_by_their_names_and_nothing_else_is()
    {
        foreach (string name in (string[])["mesh-linux-x64", "mesh-win-x64.exe", "mesh-win-x64", "mesh", "mesh-plan9-x64", "SHA256SUMS", "key.pem"])
        {
            _folder.Write(name, name);
        }

        IReadOnlyList<ProgramBuild> builds = await ListAsync(new BuildShelf([_folder.Path, Path.Combine(_folder.Path, "missing")], own: null));
        Assert.Equal(["mesh-win-x64.exe", "mesh-linux-x64"], builds.Select(build => build.System.FileName));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("mesh-linux-x64"u8)), builds[1].Sha256);
        Assert.Equal(14, builds[1].Length);
    }

    [Theory]
    [InlineData("key.pem")]
    [InlineData("../mesh-linux-x64")]
    [InlineData("/etc/passwd")]
    [InlineData("MESH-LINUX-X64")]
    [InlineData("")]
    public async Task Other_names_are_nothing(string name)
    {
        _folder.Write("mesh-linux-x64", "x");
        _folder.Write("key.pem", "secret");
        Assert.Null(await new BuildShelf([_folder.Path], own: null).FindAsync(name, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_first_folder_wins_and_the_running_program_stands_in()
    {
        KnownSystem linux = KnownSystem.All.First(system => system.Rid == "linux-x64");
        string own = _other.Write("mesh", "own");
        BuildShelf shelf = new([_folder.Path, _other.Path], (linux, own));
        Assert.Equal(own, Assert.Single(await ListAsync(shelf)).Path);
        string second = _other.Write("mesh-linux-x64", "second");
        Assert.Equal(second, Assert.Single(await ListAsync(shelf)).Path);
        string first = _folder.Write("mesh-linux-x64", "first");
        Assert.Equal(first, Assert.Single(await ListAsync(shelf)).Path);
    }

    [Fact]
    public async Task A_file_that_was_replaced_has_another_hash()
    {
        BuildShelf shelf = new([_folder.Path], own: null);
        _folder.Write("mesh-linux-x64", "old");
        string before = Assert.Single(await ListAsync(shelf)).Sha256;
        _folder.Write("mesh-linux-x64", "newer");
        Assert.NotEqual(before, Assert.Single(await ListAsync(shelf)).Sha256);
    }

    [Fact]
    public async Task Empty_files_are_not_offered()
    {
        _folder.Write("mesh-linux-x64", "");
        Assert.Empty(await ListAsync(new BuildShelf([_folder.Path], own: null)));
    }

    [Fact]
    public void This_test_program_is_no_single_file_and_offers_itself_to_nobody() => Assert.Null(OwnBuild.Find());

    private static Task<IReadOnlyList<ProgramBuild>> ListAsync(BuildShelf shelf) => shelf.ListAsync(TestContext.Current.CancellationToken);
}
