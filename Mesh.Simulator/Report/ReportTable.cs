using System.Globalization;
using System.Net;
using System.Text;

namespace Mesh.Simulator.Report;

/// <summary>The report's words: verdict, figures of every protocol, and what did not hold.</summary>
internal static class ReportTable
{
    /// <summary>Most failures that are listed; the rest are counted.</summary>
    private const int FailuresMax = 200;

    private static readonly CompositeFormat VerdictFormat = CompositeFormat.Parse(
        """<p class="verdict {0}" role="status"><span class="sign" aria-hidden="true">{1}</span><span><strong>{2}</strong> {3}</span></p>""");

    /// <summary>What it all came to.</summary>
    public static string Verdict(IReadOnlyList<RunReport> runs)
    {
        int failed = runs.Count(run => run.Outcome.Failures.Count > 0);
        string matter = FormattableString.Invariant(
            $"{Count(runs.Count, "run")}: {Count(runs.Select(run => run.Outcome.Scenario).Distinct(StringComparer.Ordinal).Count(), "scenario")}, {Count(runs.Select(run => run.Outcome.Protocol).Distinct(StringComparer.Ordinal).Count(), "protocol")}, {Count(runs.Select(run => run.Outcome.Seed).Distinct().Count(), "seed")}.");
        return failed == 0
            ? string.Format(CultureInfo.InvariantCulture, VerdictFormat, "held", "\u2713", "Everything held.", matter)
            : string.Format(CultureInfo.InvariantCulture, VerdictFormat, "broke", "\u2717", FormattableString.Invariant($"{failed} of {Count(runs.Count, "run")} did not hold."), matter);
    }

    /// <summary>What did not hold, with the commands that run it again; empty when all did.</summary>
    public static string Failures(IReadOnlyList<RunReport> runs)
    {
        var failures = runs.SelectMany(run => run.Outcome.Failures.Select(failure => (run.Outcome, failure))).ToList();
        if (failures.Count == 0)
        {
            return "";
        }

        StringBuilder html = new("<section aria-labelledby=\"failures\"><h2 id=\"failures\">What did not hold</h2><ol class=\"failures\">\n");
        foreach ((Runs.RunResult result, Runs.RunFailure failure) in failures.Take(FailuresMax))
        {
            html.Append(CultureInfo.InvariantCulture, $"<li><p><strong>{Safe(failure.Oracle)}</strong> <span class=\"where\">{Safe(result.Scenario)} \u00B7 {Safe(result.Protocol)} \u00B7 seed {result.Seed}</span></p>");
            html.Append(CultureInfo.InvariantCulture, $"<p>{Safe(failure.Text)}</p>");
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"command\"><code>{Safe(failure.Replay)}</code><button type=\"button\" data-copy=\"{Safe(failure.Replay)}\">Copy</button></p></li>\n");
        }

        html.Append("</ol>");
        if (failures.Count > FailuresMax)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p>{failures.Count - FailuresMax} more are not listed here.</p>");
        }

        return html.Append("</section>\n").ToString();
    }

    /// <summary>The figures of the protocols of one scenario.</summary>
    public static string Figures(ReportGroup group)
    {
        StringBuilder html = new("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Figures\"><table class=\"figures\"><thead><tr><th scope=\"col\">Protocol</th>");
        foreach (ReportMetric metric in ReportMetric.All)
        {
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" title=\"{Safe(metric.About)}\">{Safe(metric.Name)}<small>{Safe(metric.Unit)}</small></th>");
        }

        html.Append("<th scope=\"col\" title=\"Seeds, and how many of them held.\">Held<small>of seeds</small></th></tr></thead><tbody>\n");
        for (int i = 0; i < group.Protocols.Count; i++)
        {
            ReportProtocol protocol = group.Protocols[i];
            html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\"><i class=\"key k{i % 6}\"></i>{Safe(protocol.Name)}</th>");
            foreach (ReportMetric metric in ReportMetric.All)
            {
                MeanInterval interval = protocol.Interval(metric.Of);
                string half = interval.Half is { } width ? "<small>\u00B1\u202F" + ReportMetric.Text(width) + "</small>" : "";
                html.Append(CultureInfo.InvariantCulture, $"<td>{ReportMetric.Text(interval.Mean)}{half}</td>");
            }

            int held = protocol.Runs.Count(run => run.Outcome.Failures.Count == 0);
            html.Append(CultureInfo.InvariantCulture, $"<td class=\"{(held == protocol.Runs.Count ? "held" : "broke")}\">{held}\u202F/\u202F{protocol.Runs.Count}</td></tr>\n");
        }

        html.Append("</tbody></table></div>\n");
        return html.Append(Note(group)).ToString();
    }

    private static string Note(ReportGroup group) => group.Protocols.Max(protocol => protocol.Runs.Count) > 1
        ? "<p class=\"note\">Mean over the seeds, \u00B1 half of the 95\u202F% interval (Student's t).</p>\n"
        : "<p class=\"note\">One seed: no interval can be given.</p>\n";

    private static string Count(int number, string noun) => FormattableString.Invariant($"{number} {noun}{(number == 1 ? "" : "s")}");

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
