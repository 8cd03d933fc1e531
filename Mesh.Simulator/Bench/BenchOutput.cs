using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mesh.Simulator.Outputs;

namespace Mesh.Simulator.Bench;

/// <summary>The bench's figures for people and for programs.</summary>
internal static class BenchOutput
{
    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new FiniteNumberConverter() },
    };

    /// <summary>The JSON output, with a line feed at the end.</summary>
    public static string Json(BenchReport report) => JsonSerializer.Serialize(report, Layout) + "\n";

    /// <summary>One part as a table.</summary>
    public static string Table(PartReport report, Paint paint)
    {
        TextTable table = new(left: 1);
        table.Add(["", "median", "least", "most", "unit", "ratio", "target"]);
        foreach (Figure figure in report.Figures)
        {
            Reading reading = figure.Reading;
            table.Add(
                ["  " + figure.Name, Number(reading.Median), Number(reading.Min), Number(reading.Max), figure.Unit, figure.Ratio is { } ratio ? "x " + Number(ratio) : "", Target(figure)],
                figure.Reached switch { true => paint.Good, false => paint.Bad, null => null });
        }

        string load = report is { LoadBefore: { } before, LoadAfter: { } after }
            ? string.Create(CultureInfo.InvariantCulture, $", load {before:F1} before and {after:F1} after, its own included")
            : "";
        string head = paint.Head(report.Part.ToString().ToLowerInvariant()) + string.Create(CultureInfo.InvariantCulture, $" ({report.Seconds:F0} s{load})");
        return head + "\n" + table + string.Concat(report.Notes.Select(note => "  " + note + "\n"));
    }

    /// <summary>The published figures of others that belong to the parts that ran; empty when there are none.</summary>
    public static string AnchorTable(BenchReport report, Paint paint)
    {
        string text = "";
        foreach ((BenchPart part, IReadOnlyList<string> columns) in new[] { (BenchPart.Mesh, Anchors.SystemColumns), (BenchPart.Simulator, Anchors.SimulatorColumns) })
        {
            if (report.Anchors.Any(anchor => anchor.Part == part))
            {
                TextTable table = new(left: 1);
                table.Add(["", .. columns]);
                foreach (Anchor anchor in report.Anchors.Where(anchor => anchor.Part == part))
                {
                    table.Add(["  " + anchor.System, .. anchor.Figures]);
                }

                text += paint.Head("published, on two shared cores") + " (docs/measurements.md, \"Bench\")\n" + table;
            }
        }

        return text;
    }

    /// <summary>What a reader must know of the machine before the figures.</summary>
    public static string Machine(BenchReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Cores} cores of {report.Processor}, {report.System}, {report.Runtime}{(report.IsQuick ? "; quick: one repetition, no figures to rely on" : "")}\n");

    /// <summary>A number with three digits that mean something.</summary>
    internal static string Number(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 0.01 => value.ToString("G2", CultureInfo.InvariantCulture),
        < 10 => value.ToString("F2", CultureInfo.InvariantCulture),
        < 100 => value.ToString("F1", CultureInfo.InvariantCulture),
        _ => value.ToString("N0", CultureInfo.InvariantCulture),
    };

    private static string Target(Figure figure) => figure.Target is not { } target
        ? ""
        : $"{(figure.TargetIsFloor ? ">=" : "<=")} {Number(target)} {(figure.Reached == true ? "reached" : "missed")}";
}
