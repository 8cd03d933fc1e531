using System.CommandLine;
using Mesh.Simulator.Formats;
using Mesh.Simulator.Outputs;

namespace Mesh.Simulator.Commands;

/// <summary>"mesh-sim stats": what is in a file, before any protocol runs on it.</summary>
internal sealed class StatsCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The file; several positions files with commas between are laid over each other." };
    private readonly Option<string> _format = new("--format") { Description = $"Its format, told by name and contents where it is left out: {FormatCatalogue.Names}.", DefaultValueFactory = _ => "" };
    private readonly Option<string?> _json = new("--json") { Description = "Write everything, every contact too, to this file as JSON; - for the standard output." };
    private readonly RangeOption _range = new();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        StatsCommand stats = new();
        Command command = new("stats", "Count a file of movement, contacts or a graph: degree, parts, contact times, and the best that any protocol could do.") { stats._file, stats._format, stats._json };
        stats._range.AddTo(command);
        command.SetAction(stats.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string? json = parsed.GetValue(_json);
        OutputFile.Prepare("--json", json);
        string path = parsed.GetRequiredValue(_file);
        FileSummary summary = FileSummary.Of(_range.Apply(parsed, path, FormatCatalogue.Read(path, parsed.GetRequiredValue(_format))));
        TextWriter output = parsed.InvocationConfiguration.Output;
        if (json is not null)
        {
            OutputFile.Write("--json", json, SummaryJson.Text(summary), output);
        }

        if (json != OutputFile.Standard)
        {
            SummaryTable.Write(summary, output, Paint.For(output));
        }

        return ExitCode.Held;
    }
}
