using Mesh.Node.Slides;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Slides;

public sealed class DeckFileTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Slides_are_read_by_path_in_quotes_or_from_home()
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, "a talk.md"), [0xEF, 0xBB, 0xBF, .. "# Hi\n---\ntwo"u8], TestContext.Current.CancellationToken);
        Assert.Equal("Hi", (await ReadAsync(Path.Combine(_folder.Path, "a talk.md"))).Title);
        Assert.Equal(2, (await ReadAsync($"\"{_folder.Path}/a talk.md\"")).Slides.Count);
        Assert.Equal(2, (await ReadAsync("~/a talk.md")).Slides.Count);
    }

    [Theory]
    [InlineData("missing.md", "There is no file")]
    [InlineData("", "is a folder; give the path of a Markdown file.")]
    [InlineData("empty.md", "is empty; write Markdown, with a line of --- between two slides.")]
    [InlineData("blank.md", "The slides are empty; write Markdown")]
    [InlineData("picture.png", "is no text in UTF-8; save it as UTF-8.")]
    [InlineData("long.md", "has 65,537 bytes; at most 65,536 fit into a message, so cut it or show it in parts.")]
    public async Task What_is_wrong_is_told_in_one_line(string name, string told)
    {
        File.WriteAllText(Path.Combine(_folder.Path, "empty.md"), "");
        File.WriteAllText(Path.Combine(_folder.Path, "blank.md"), "\n\n");
        File.WriteAllText(Path.Combine(_folder.Path, "long.md"), new string('x', MeshRoom.TextBytesMax + 1));
        File.WriteAllBytes(Path.Combine(_folder.Path, "picture.png"), [0x89, 0x50, 0x4E, 0x47]);
        ArgumentException fault = await Assert.ThrowsAsync<ArgumentException>(() => ReadAsync(Path.Combine(_folder.Path, name)));
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    private Task<Deck> ReadAsync(string name) => DeckFile.ReadAsync(name, _folder.Path, TestContext.Current.CancellationToken);
}
