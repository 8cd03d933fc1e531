using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Mesh.Tests.Architecture;

/// <summary>What the built command says of itself.</summary>
internal sealed partial class CommandHelp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, IReadOnlySet<string>> _options = [];

    private CommandHelp()
    {
    }

    /// <summary>Names of the commands below the root.</summary>
    public IEnumerable<string> Commands => _options.Keys.Where(name => name.Length > 0);

    /// <summary>The options of a command and of those below it; of the root alone with an empty name.</summary>
    public IReadOnlySet<string> OptionsOf(string command) => _options[command];

    public static async Task<CommandHelp> AskAsync(CancellationToken cancellationToken)
    {
        CommandHelp help = new();
        string root = await RunAsync(["--help"], cancellationToken);
        help._options[""] = Options(root);
        foreach (Match match in Command().Matches(root[root.IndexOf("Commands:", StringComparison.Ordinal)..]))
        {
            string name = match.Groups["name"].Value;
            string text = await RunAsync([name, "--help"], cancellationToken);
            HashSet<string> options = Options(text);
            int below = text.IndexOf("Commands:", StringComparison.Ordinal);
            foreach (Match inner in below < 0 ? (IEnumerable<Match>)[] : Command().Matches(text[below..]))
            {
                options.UnionWith(Options(await RunAsync([name, inner.Groups["name"].Value, "--help"], cancellationToken)));
            }

            help._options[name] = options;
        }

        return help;
    }

    private static HashSet<string> Options(string text) => [.. Option().Matches(text).Select(match => match.Value)];

    private static async Task<string> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        ProcessStartInfo start = new("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "mesh.dll"), .. arguments]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    [GeneratedRegex(@"--[a-z][a-z-]*")]
    private static partial Regex Option();

    [GeneratedRegex(@"^  (?<name>[a-z][a-z-]*)(\s+<[^>]+>)*\s{2,}", RegexOptions.Multiline)]
    private static partial Regex Command();
}
