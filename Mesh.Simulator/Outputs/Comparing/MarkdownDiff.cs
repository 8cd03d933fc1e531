using System.Globalization;
using System.Text;
using Mesh.Simulator.Scenarios.Expectations;

namespace Mesh.Simulator.Outputs.Comparing;

/// <summary>A comparison as Markdown, for a pull request.</summary>
internal static class MarkdownDiff
{
    /// <summary>Writes it.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="old">What the old side is called.</param>
    /// <param name="now">What the new side is called.</param>
    public static string Write(ResultComparison comparison, string old, string now)
    {
        StringBuilder text = new();
        string head = comparison.HasRegression ? "worse" : comparison.Count(Verdict.Better) > 0 ? "better" : "no change";
        text.Append(CultureInfo.InvariantCulture, $"## mesh-sim: {head}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{old} against {now}: {comparison.Count(Verdict.Worse)} worse, {comparison.Count(Verdict.Better)} better, {comparison.Count(Verdict.Unsure)} unsure, {comparison.Count(Verdict.Same)} the same.\n");
        if (comparison.OldOnly + comparison.NewOnly > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"Not compared, for the other side lacks them: {comparison.OldOnly} of {old}, {comparison.NewOnly} of {now}.\n");
        }

        foreach (ComparedGroup group in comparison.Groups)
        {
            WriteGroup(text, group, old, now);
        }

        text.Append("\nThe change is the mean over pairs of runs with the same seed, with its 95 % confidence interval (Student's t below ten pairs, else bootstrap). ");
        text.Append("Worse and better are changes beyond the tolerance whose interval leaves out zero; unsure ones are beyond it, but may be chance.\n");
        return text.ToString();
    }

    private static void WriteGroup(StringBuilder text, ComparedGroup group, string old, string now)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n### {group.Name}\n\n{group.Pairs} {(group.Pairs == 1 ? "seed" : "seeds")}, {(group.SameTraces == group.Pairs ? "every trace the same" : FormattableString.Invariant($"{group.Pairs - group.SameTraces} with another trace"))}.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| figure | {Cell(old)} | {Cell(now)} | factor | change | verdict |\n|---|---:|---:|---:|---:|---|\n");
        foreach (FigureChange change in group.Changes)
        {
            Metric metric = MetricCatalogue.Find(change.Figure)!;
            string factor = change.Factor is { } number ? number.ToString("0.###", CultureInfo.InvariantCulture) : "";
            string interval = change.Interval is { } spread ? FormattableString.Invariant($" [{Signed(spread.Low)}, {Signed(spread.High)}]") : "";
            string verdict = change.Verdict switch { Verdict.Worse => "**worse**", Verdict.Better => "better", Verdict.Unsure => "unsure", _ => "same" };
            text.Append(CultureInfo.InvariantCulture, $"| {change.Figure} | {metric.Shown(change.Old)} | {metric.Shown(change.New)} | {factor} | {Signed(change.New - change.Old)}{interval} | {verdict} |\n");
        }
    }

    private static string Signed(double value) => value.ToString("+0.####;-0.####;0", CultureInfo.InvariantCulture);

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
