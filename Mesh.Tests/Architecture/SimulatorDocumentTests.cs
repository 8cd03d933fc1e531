using System.Text.RegularExpressions;
using Mesh.Simulator.Commands;
using Mesh.Simulator.Scenarios.Expectations;

namespace Mesh.Tests.Architecture;

/// <summary>docs/simulator.md tells every command, option and column, and no document tells others.</summary>
public sealed partial class SimulatorDocumentTests
{
    private static readonly string[] Everywhere = ["--help", "--version"];

    private static string Described => File.ReadAllText(RepositoryFiles.PathOf("docs/simulator.md"));

    [Fact]
    public void Every_command_and_option_of_the_simulator_is_described()
    {
        Dictionary<string, HashSet<string>> known = Commands();

        Expect.None(known.Keys.Where(command => !Described.Contains($"`mesh-sim {command}", StringComparison.Ordinal)), "docs/simulator.md describes every command of mesh-sim");
        Expect.None(known.Values.SelectMany(options => options).Distinct().Except(Everywhere).Where(option => !Described.Contains($"`{option}", StringComparison.Ordinal) && !Described.Contains($" {option}", StringComparison.Ordinal)), "docs/simulator.md describes every option of mesh-sim");
    }

    [Fact]
    public void Documents_type_only_what_the_simulator_takes()
    {
        Dictionary<string, HashSet<string>> known = Commands();
        List<string> faults = [];
        foreach (Document document in Document.All)
        {
            foreach ((int line, string text, _) in document.Code)
            {
                foreach (Match call in Call().Matches(text))
                {
                    string command = call.Groups["command"].Value;
                    IEnumerable<string> options = Option().Matches(call.Groups["rest"].Value).Select(option => option.Value);
                    string place = FormattableString.Invariant($"{document.Path}({line})");
                    faults.AddRange(known.TryGetValue(command, out HashSet<string>? taken)
                        ? options.Where(option => !taken.Contains(option) && !Everywhere.Contains(option)).Select(option => $"{place}: mesh-sim {command} has no {option}")
                        : [$"{place}: mesh-sim has no command {command}"]);
                }
            }
        }

        Expect.None(faults, "documents name only commands and options that 'mesh-sim --help' names");
    }

    [Fact]
    public void Every_column_of_the_results_is_described()
    {
        IEnumerable<string> columns = MetricCatalogue.All.Select(metric => metric.Name.Split('.')[0]).Concat(["scenario", "protocol", "seed", "traceHash", "cpuSeconds", "deliveryWithin", "checks"]).Distinct();

        Expect.None(columns.Where(column => !Described.Contains($"\n| `{column}` |", StringComparison.Ordinal)), "docs/simulator.md describes every column");
    }

    private static Dictionary<string, HashSet<string>> Commands()
    {
        string root = Help();
        return Command().Matches(root[root.IndexOf("Commands:", StringComparison.Ordinal)..])
            .Select(match => match.Groups["name"].Value)
            .ToDictionary(name => name, name => Option().Matches(Help(name)).Select(option => option.Value).ToHashSet());
    }

    private static string Help(params string[] command)
    {
        StringWriter output = new();
        Assert.Equal(0, CommandLine.Run([.. command, "--help"], output, TextWriter.Null));
        return output.ToString();
    }

    [GeneratedRegex(@"^  (?<name>[a-z][a-z-]*)(\s+<[^>]+>)*(\.\.\.)?\s{2,}", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z-]*")]
    private static partial Regex Option();

    [GeneratedRegex(@"(?<![\w./-])(mesh-sim|--project Mesh\.Simulator( -c Release)? --) (?<command>[a-z][a-z-]*)(?<rest>[^`|;&#""]*)")]
    private static partial Regex Call();
}
