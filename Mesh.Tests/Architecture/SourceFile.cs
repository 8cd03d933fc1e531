using System.Text.RegularExpressions;

namespace Mesh.Tests.Architecture;

/// <summary>One C# file of the repository.</summary>
internal sealed class SourceFile
{
    public SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
        Code = CodeBlanker.Blank(text);
    }

    /// <summary>The path from the repository's root, with slashes.</summary>
    public string Path { get; }

    /// <summary>The file as it is.</summary>
    public string Text { get; }

    /// <summary>The file with comments and literals blanked; lines and columns are those of <see cref="Text"/>.</summary>
    public string Code { get; }

    public string Project => Path.Split('/')[0];

    public bool IsTest => Project == "Mesh.Tests";

    public int Lines => Text.AsSpan().TrimEnd('\n').Count('\n') + 1;

    /// <summary>Where a pattern stands in the code, each as "path(line): the line".</summary>
    public IEnumerable<string> FindInCode(Regex pattern) => Find(pattern, Code);

    /// <summary>Where a pattern stands anywhere in the text, comments and literals included.</summary>
    public IEnumerable<string> FindInText(Regex pattern) => Find(pattern, Text);

    public string Place(int index, string what) => FormattableString.Invariant($"{Path}({LineOf(index)}): {what}");

    public int LineOf(int index) => Text.AsSpan(0, index).Count('\n') + 1;

    private IEnumerable<string> Find(Regex pattern, string within) =>
        pattern.Matches(within).Select(match => Place(match.Index, Text.Split('\n')[LineOf(match.Index) - 1].Trim()));
}
