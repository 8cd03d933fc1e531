using System.Text;
using System.Text.RegularExpressions;

namespace Mesh.Tests.Architecture;

/// <summary>One Markdown file of the repository.</summary>
internal sealed partial class Document
{
    private const string Fence = "```";

    private readonly List<string> _prose = [];
    private readonly List<(int Line, string Text, string Language)> _code = [];

    private Document(string path, string text)
    {
        Path = path;
        string? language = null;
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            if (line.TrimStart().StartsWith(Fence, StringComparison.Ordinal))
            {
                language = language is null ? line.Trim()[Fence.Length..] : null;
                _prose.Add("");
            }
            else if (language is not null)
            {
                _code.Add((i + 1, line, language));
                _prose.Add("");
            }
            else
            {
                _prose.Add(line);
                _code.AddRange(InlineCode().Matches(line).Select(match => (i + 1, match.Groups["code"].Value, "inline")));
            }
        }
    }

    public static IReadOnlyList<Document> All { get; } =
        [.. TrackedFiles.Texts().Where(file => file.Path.EndsWith(".md", StringComparison.Ordinal)).Select(file => new Document(file.Path, file.Text))];

    public string Path { get; }

    /// <summary>Every line of a code block and every piece of code inside a line.</summary>
    public IReadOnlyList<(int Line, string Text, string Language)> Code => _code;

    /// <summary>Links to other places of the repository: the line, the path as written, the part behind '#'.</summary>
    public IEnumerable<(int Line, string Target, string Anchor)> Links() =>
        _prose.SelectMany((line, index) => Link().Matches(InlineCode().Replace(line, "")).Select(match => (index + 1, match.Groups["target"].Value, match.Groups["anchor"].Value)));

    /// <summary>The anchors of its headings, made as GitHub makes them.</summary>
    public IReadOnlySet<string> Anchors() =>
        _prose.Where(line => line.StartsWith('#')).Select(line => AnchorOf(line.TrimStart('#').Trim())).ToHashSet();

    private static string AnchorOf(string heading)
    {
        StringBuilder anchor = new();
        foreach (char c in heading.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(c) || c is '-' or '_')
            {
                anchor.Append(c);
            }
            else if (c == ' ')
            {
                anchor.Append('-');
            }
        }

        return anchor.ToString();
    }

    [GeneratedRegex(@"`(?<code>[^`]+)`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\]\((?!\w+:)(?<target>[^)#\s]*)(#(?<anchor>[^)\s]*))?\)")]
    private static partial Regex Link();
}
