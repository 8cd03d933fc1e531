using System.Globalization;
using System.Net;
using System.Text;

namespace Mesh.Simulator.Report;

/// <summary>
/// Writes one page on any number of runs: the verdict, a table of the protocols with intervals over the seeds, and charts in which the protocols of a
/// scenario lie over each other. The same runs give the same bytes; computing time is left out for that reason.
/// </summary>
internal static class ReportWriter
{
    /// <summary>Writes the page.</summary>
    /// <param name="output">Where to; stays open.</param>
    /// <param name="runs">The runs, at least one.</param>
    /// <exception cref="ArgumentException">There is no run.</exception>
    public static void Write(TextWriter output, IReadOnlyList<RunReport> runs)
    {
        if (runs.Count == 0)
        {
            throw new ArgumentException("A report needs at least one run.", nameof(runs));
        }

        IReadOnlyList<ReportGroup> groups = ReportGroup.Of(runs);
        StringBuilder body = new();
        body.Append(ReportTable.Verdict(runs));
        body.Append(ReportTable.Failures(runs));
        for (int i = 0; i < groups.Count; i++)
        {
            body.Append(CultureInfo.InvariantCulture, $"<section class=\"scenario\" aria-labelledby=\"scenario{i}\"><h2 id=\"scenario{i}\">{WebUtility.HtmlEncode(groups[i].Scenario)}</h2>\n");
            body.Append(CultureInfo.InvariantCulture, $"<p class=\"setting\">{Setting(groups[i])}</p>\n");
            body.Append(ReportTable.Figures(groups[i]));
            body.Append(CultureInfo.InvariantCulture, $"<div class=\"charts\" data-scenario=\"{i}\"></div></section>\n");
        }

        string title = groups.Count == 1 ? groups[0].Scenario : FormattableString.Invariant($"{groups.Count} scenarios");
        HtmlPage.Write(output, "report", "mesh-sim: " + title, body.ToString(), json => ReportFigures.Write(json, groups));
    }

    private static string Setting(ReportGroup group)
    {
        Runs.RunResult any = group.Protocols[0].Runs[0].Outcome;
        ulong[] seeds = [.. group.Runs.Select(run => run.Outcome.Seed).Distinct().Order()];
        string named = string.Join(", ", seeds.Take(12)) + (seeds.Length > 12 ? ", \u2026" : "");
        return FormattableString.Invariant($"{any.Nodes} nodes \u00B7 {ReportMetric.Text(any.SimulatedSeconds)} s simulated \u00B7 {any.Sent} messages in a run \u00B7 seed{(seeds.Length == 1 ? "" : "s")} {named}");
    }
}
