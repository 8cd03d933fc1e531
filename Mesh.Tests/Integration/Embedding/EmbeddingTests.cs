using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Mesh.Tests.Integration.Embedding;

public sealed partial class EmbeddingTests
{
    [Fact]
    public async Task The_sample_of_the_document_starts_two_nodes_and_exchanges_a_message()
    {
        EmbeddingSample sample = new();
        await sample.RunAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.EndsWith(": hello", sample.Console.ToString().Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_document_shows_the_sample_that_is_compiled()
    {
        string folder = Path.GetDirectoryName(SourcePath())!;
        string[] source = File.ReadAllLines(Path.Combine(folder, "EmbeddingSample.cs"));
        int begin = Array.FindIndex(source, line => line.Trim() == "// Sample begins.") + 1;
        int end = Array.FindIndex(source, line => line.Trim() == "// Sample ends.");
        int indent = source[begin].Length - source[begin].TrimStart().Length;
        string compiled = string.Join('\n', source[begin..end].Select(line => line.Length > indent ? line[indent..] : line.Trim())).Trim();

        string document = File.ReadAllText(Path.Combine(folder, "..", "..", "..", "docs", "embedding.md")).ReplaceLineEndings("\n");
        string shown = Block().Match(document).Groups["code"].Value.Trim();

        Assert.Equal(compiled, shown);
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    private static string SourcePath([CallerFilePath] string path = "") => path;
}
