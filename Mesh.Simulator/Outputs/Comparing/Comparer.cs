using Mesh.Simulator.Scenarios.Expectations;

namespace Mesh.Simulator.Outputs.Comparing;

/// <summary>Compares runs with runs over the same scenarios and seeds.</summary>
internal static class Comparer
{
    /// <summary>Figures that say the same as another, or tell of single cases: they are not judged.</summary>
    private static readonly string[] NotJudged = ["bytesSent", "framesReceived", "overheadRatio"];
    private static readonly string[] NotJudgedParts = [".max", ".mean", ".p90"];

    /// <summary>Pairs runs and judges each figure.</summary>
    /// <param name="old">The runs before.</param>
    /// <param name="now">The runs after.</param>
    /// <param name="byProtocol">Whether protocols must agree as well; otherwise two protocols are compared on the same seeds.</param>
    /// <param name="tolerances">Tolerances other than the usual, by figure.</param>
    public static ResultComparison Compare(IReadOnlyList<RunFigures> old, IReadOnlyList<RunFigures> now, bool byProtocol, IReadOnlyDictionary<string, Tolerance> tolerances)
    {
        Dictionary<(string, string, ulong), RunFigures> before = [];
        foreach (RunFigures run in old)
        {
            before.TryAdd(KeyOf(run, byProtocol), run);
        }

        HashSet<(string, string, ulong)> met = [];
        List<ComparedGroup> groups = [];
        int lone = 0;
        foreach (IGrouping<(string Scenario, string Protocol), RunFigures> group in now.GroupBy(run => (run.Scenario, byProtocol ? run.Protocol : "")))
        {
            List<(RunFigures Old, RunFigures New)> pairs = [];
            foreach (RunFigures run in group)
            {
                if (before.TryGetValue(KeyOf(run, byProtocol), out RunFigures? partner) && met.Add(KeyOf(run, byProtocol)))
                {
                    pairs.Add((partner, run));
                }
                else
                {
                    lone++;
                }
            }

            if (pairs.Count > 0)
            {
                string name = byProtocol ? $"{group.Key.Scenario}, {group.Key.Protocol}" : group.Key.Scenario;
                groups.Add(Judge(name, pairs, tolerances));
            }
        }

        return new ResultComparison(groups, before.Count - met.Count, lone);
    }

    private static ComparedGroup Judge(string name, List<(RunFigures Old, RunFigures New)> pairs, IReadOnlyDictionary<string, Tolerance> tolerances)
    {
        List<FigureChange> changes = [];
        foreach (string figure in pairs[0].New.Values.Keys)
        {
            Metric? metric = MetricCatalogue.Find(figure);
            bool isJudged = metric is { Better: not Better.Neither } && !NotJudged.Contains(figure) && !NotJudgedParts.Any(part => figure.EndsWith(part, StringComparison.Ordinal));
            bool isMeasured = figure == "failures" || pairs.Exists(pair => pair.Old.Values.GetValueOrDefault(figure) != 0 || pair.New.Values.GetValueOrDefault(figure) != 0);
            if (isJudged && isMeasured && pairs.TrueForAll(pair => pair.Old.Values.ContainsKey(figure) && pair.New.Values.ContainsKey(figure)))
            {
                Tolerance tolerance = tolerances.TryGetValue(figure, out Tolerance own) ? own : Tolerance.Of(figure);
                changes.Add(Judge(figure, metric!.Better, [.. pairs.Select(pair => (pair.Old.Values[figure], pair.New.Values[figure]))], tolerance));
            }
        }

        int same = pairs.Count(pair => pair.Old.TraceHash.Length > 0 && pair.Old.TraceHash == pair.New.TraceHash);
        return new ComparedGroup(name, pairs.Count, same, changes);
    }

    private static FigureChange Judge(string figure, Better better, IReadOnlyList<(double Old, double New)> pairs, Tolerance tolerance)
    {
        double old = pairs.Average(pair => pair.Old);
        double now = pairs.Average(pair => pair.New);
        Interval? interval = PairedStatistics.MeanInterval([.. pairs.Select(pair => pair.New - pair.Old)]);
        double change = now - old;
        bool isWithin = Math.Abs(change) <= tolerance.Of(old) + 1e-12;
        bool isBetter = better == Better.Higher ? change > 0 : change < 0;
        Verdict verdict = isWithin ? Verdict.Same
            : interval is { } spread && spread.Contains(0) ? Verdict.Unsure
            : isBetter ? Verdict.Better : Verdict.Worse;
        return new FigureChange(figure, old, now, interval, verdict);
    }

    private static (string, string, ulong) KeyOf(RunFigures run, bool byProtocol) => (run.Scenario, byProtocol ? run.Protocol : "", run.Seed);
}
