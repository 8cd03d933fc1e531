namespace Mesh.Simulator.Scenarios.Reading;

/// <summary>Writes nodes on one line, as YAML's flow style has them.</summary>
internal static class FlowText
{
    /// <summary>The whole value; reading it gives it back.</summary>
    public static string Of(FileNode node) => node.Kind switch
    {
        FileNodeKind.List => $"[{string.Join(", ", node.Items.Select(Of))}]",
        FileNodeKind.Map => $"{{{string.Join(", ", node.Entries.Select(entry => $"{Scalar(entry.Key)}: {Of(entry.Value)}"))}}}",
        _ => Scalar(node.Text),
    };

    /// <summary>A short word for the value: a map's kind where it has one.</summary>
    public static string Short(FileNode node) => node.Kind switch
    {
        FileNodeKind.Map when node.Find("kind") is { } kind => Short(kind.Value),
        FileNodeKind.Scalar => node.Text,
        _ => Of(node),
    };

    /// <summary>A text, in quotation marks where it needs them.</summary>
    public static string Scalar(string text)
    {
        bool isPlain = text.Length > 0
            && (char.IsAsciiLetterOrDigit(text[0]) || text[0] is '/' or '.')
            && text.All(c => char.IsAsciiLetterOrDigit(c) || " _-./%+()=<>*".Contains(c, StringComparison.Ordinal))
            && text[^1] != ' ';
        return isPlain ? text : $"\"{string.Concat(text.Select(Escaped))}\"";
    }

    private static string Escaped(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\t' => "\\t",
        _ when char.IsControl(c) => FormattableString.Invariant($"\\u{(int)c:x4}"),
        _ => c.ToString(),
    };
}
