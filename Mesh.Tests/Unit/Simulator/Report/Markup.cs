using System.Text.Json;
using System.Text.RegularExpressions;

namespace Mesh.Tests.Unit.Simulator.Report;

/// <summary>Looks at a page as a browser's parser would, if not so forgivingly.</summary>
internal static partial class Markup
{
    private static readonly string[] Void = ["meta", "input", "br", "link", "img"];

    /// <summary>What is wrong with the nesting of elements; empty when nothing is.</summary>
    public static IReadOnlyList<string> Faults(string page)
    {
        List<string> faults = [];
        Stack<string> open = new();
        string text = RawText().Replace(page, match => match.Groups["open"].Value + match.Groups["close"].Value);
        foreach (Match tag in Tag().Matches(text))
        {
            string name = tag.Groups["name"].Value.ToLowerInvariant();
            if (tag.Groups["end"].Length > 0)
            {
                if (open.Count == 0 || open.Pop() != name)
                {
                    faults.Add($"</{name}> closes something else at {tag.Index}");
                }
            }
            else if (!Void.Contains(name))
            {
                open.Push(name);
            }
        }

        faults.AddRange(open.Select(name => $"<{name}> is never closed"));
        return faults;
    }

    /// <summary>The figures that the script reads.</summary>
    public static JsonElement Figures(string page)
    {
        Match figures = FigureElement().Match(page);
        Assert.True(figures.Success, "the page has no figures");
        using JsonDocument json = JsonDocument.Parse(figures.Groups["json"].Value);
        return json.RootElement.Clone();
    }

    [GeneratedRegex("<(?<end>/?)(?<name>[a-zA-Z][a-zA-Z0-9]*)(?:\\s[^<>]*)?>")]
    private static partial Regex Tag();

    [GeneratedRegex("(?<open><(script|style)\\b[^>]*>).*?(?<close></\\1>)", RegexOptions.Singleline)]
    private static partial Regex RawText();

    [GeneratedRegex("<script type=\"application/json\" id=\"figures\">(?<json>.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex FigureElement();
}
