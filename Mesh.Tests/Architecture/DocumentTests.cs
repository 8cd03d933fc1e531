using System.Text.RegularExpressions;

namespace Mesh.Tests.Architecture;

/// <summary>What the documents tell to open, run and type is there.</summary>
public sealed partial class DocumentTests
{
    /// <summary>Options of the platform's own tools that the documents name without their command.</summary>
    private static readonly string[] ForeignOptions = ["--filter-namespace", "--filter-class", "--filter-not-trait", "--fail-skips", "--explicit"];

    [Fact]
    public void Every_link_inside_the_repository_leads_somewhere()
    {
        List<string> faults = [];
        foreach (Document document in Document.All)
        {
            string folder = document.Path.Contains('/', StringComparison.Ordinal) ? document.Path[..document.Path.LastIndexOf('/')] : ".";
            foreach ((int line, string target, string anchor) in document.Links())
            {
                string path = target.Length == 0 ? document.Path : Path.GetRelativePath(".", Path.Combine(folder, target)).Replace('\\', '/');
                if (!Path.Exists(RepositoryFiles.PathOf(path)))
                {
                    faults.Add(FormattableString.Invariant($"{document.Path}({line}): {target} does not exist"));
                }
                else if (anchor.Length > 0 && Document.All.FirstOrDefault(other => other.Path == path) is { } other && !other.Anchors().Contains(anchor))
                {
                    faults.Add(FormattableString.Invariant($"{document.Path}({line}): {path} has no heading #{anchor}"));
                }
            }
        }

        Expect.None(faults, "a link leads to a file and a heading of the repository");
    }

    [Fact]
    public void Every_project_script_and_source_that_a_document_names_exists()
    {
        List<string> faults = [];
        foreach (Document document in Document.All)
        {
            foreach ((int line, string text, _) in document.Code)
            {
                foreach (Match match in RepositoryPath().Matches(text))
                {
                    string path = match.Value.TrimEnd('/', '.', ',', ':', ')');
                    bool isBuilt = path.Contains("/bin/", StringComparison.Ordinal);
                    if (!isBuilt && !Path.Exists(RepositoryFiles.PathOf(path)))
                    {
                        faults.Add(FormattableString.Invariant($"{document.Path}({line}): {path}"));
                    }
                }
            }
        }

        Expect.None(faults, "a path that a document names exists");
    }

    [Fact]
    public void The_first_page_shows_the_embedding_that_a_test_compiles_and_runs()
    {
        string shown = CodeBlock().Match(File.ReadAllText(RepositoryFiles.PathOf("README.md"))).Value;

        Assert.Equal(CodeBlock().Match(File.ReadAllText(RepositoryFiles.PathOf("docs/embedding.md"))).Value, shown);
        Assert.NotEmpty(shown);
    }

    [Fact]
    public void Scripts_can_be_run_and_stop_at_the_first_fault()
    {
        IEnumerable<string> scripts = TrackedFiles.Texts().Where(file => file.Text.StartsWith("#!/usr/bin/env bash", StringComparison.Ordinal)).Select(file => file.Path).ToArray();
        Assert.NotEmpty(scripts);
        Expect.None(scripts.Where(path => !File.ReadAllText(RepositoryFiles.PathOf(path)).Contains("\nset -euo pipefail\n", StringComparison.Ordinal)), "a script says 'set -euo pipefail'");
        Expect.None(scripts.Where(path => !IsExecutable(RepositoryFiles.PathOf(path))), "a script is executable");
    }

    [Fact]
    public async Task Documents_type_only_options_that_the_command_has()
    {
        CommandHelp help = await CommandHelp.AskAsync(TestContext.Current.CancellationToken);
        List<string> faults = [];
        foreach (Document document in Document.All)
        {
            foreach ((int line, string text, string language) in document.Code)
            {
                string place = FormattableString.Invariant($"{document.Path}({line})");
                faults.AddRange(UnknownOptions(help, text).Select(option => $"{place}: {option} in '{text.Trim()}'"));

                // SimulatorDocumentTests looks after the options of the other command.
                bool isOfSimulator = document.Path.StartsWith("docs/simulator", StringComparison.Ordinal);
                if (!isOfSimulator && language == "inline" && BareOption().Match(text) is { Success: true } bare && !ForeignOptions.Contains(bare.Groups["option"].Value))
                {
                    bool isKnown = help.Commands.Append("").Any(command => help.OptionsOf(command).Contains(bare.Groups["option"].Value));
                    faults.AddRange(isKnown ? [] : [$"{place}: {text}"]);
                }
            }
        }

        Expect.None(faults, "documents name only options that 'mesh --help' names");
    }

    [Fact]
    public async Task Every_command_and_option_is_described()
    {
        CommandHelp help = await CommandHelp.AskAsync(TestContext.Current.CancellationToken);
        string described = File.ReadAllText(RepositoryFiles.PathOf("docs/command.md"));

        Expect.None(help.Commands.Where(command => !described.Contains($"`mesh {command}", StringComparison.Ordinal)), "docs/command.md describes every command");
        Expect.None(
            help.Commands.Append("").SelectMany(help.OptionsOf).Where(option => option is not ("--help" or "--version") && !described.Contains($"`{option}", StringComparison.Ordinal)),
            "docs/command.md describes every option");
    }

    /// <summary>On Windows nothing tells, so nothing is wrong.</summary>
    private static bool IsExecutable(string path) => OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) != 0;

    private static IEnumerable<string> UnknownOptions(CommandHelp help, string text)
    {
        if (OtherTool().IsMatch(text))
        {
            yield break;
        }

        foreach (Match match in MeshCall().Matches(text))
        {
            string[] words = match.Groups["rest"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string command = words.FirstOrDefault(help.Commands.Contains) ?? "";
            foreach (string option in words.Where(word => word.StartsWith("--", StringComparison.Ordinal) && word.Length > 2))
            {
                if (!help.OptionsOf(command).Contains(option.Split('=')[0].TrimEnd(':', ',', ';', ')')))
                {
                    yield return option;
                }
            }
        }
    }

    [GeneratedRegex(@"(?<![\w./-])(Mesh\.(Core|Node|Simulator|Tests)(/[\w./-]+)?|docs/[\w./-]+|\.ci/[\w./-]+)(?!\w*\*)(?=$|[\s`""'):;,])")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"(?<![\w.-])mesh(?<rest>( [^`|;&#""]*)?)|--project Mesh\.Node --(?<rest>[^`|;&#""]*)")]
    private static partial Regex MeshCall();

    [GeneratedRegex(@"\bdotnet tool\b|socketfilterfw|\bnmcli\b|\biw dev\b|\bsystemctl\b")]
    private static partial Regex OtherTool();

    [GeneratedRegex(@"```csharp\n.*?```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^(?<option>--[a-z][a-z-]*)")]
    private static partial Regex BareOption();
}
