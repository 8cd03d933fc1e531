using Mesh.Simulator.Outputs;
using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Formats;

/// <summary>What a file holds, for people.</summary>
internal static class SummaryTable
{
    private const int BarLetters = 40;
    private const string Eighths = " ▏▎▍▌▋▊▉█";
    private const string Heights = "▁▂▃▄▅▆▇█";

    /// <summary>Writes it.</summary>
    public static void Write(FileSummary summary, TextWriter output, Paint paint)
    {
        Imported file = summary.File;
        TextTable table = new(left: 2);
        table.Add(["nodes", Invariant($"{file.Nodes}")]);
        if (file.Until > file.From)
        {
            table.Add(["time", Invariant($"{Time((file.Until - file.From).TotalSeconds)}, from {ExportNumber.Seconds(file.From)} s to {ExportNumber.Seconds(file.Until)} s{(file.Origin == 0 ? "" : Invariant($" after {file.Origin} s of the file's clock"))}")]);
        }

        if (MovementExtent.Of(file) is { } extent)
        {
            table.Add(["movement", Invariant($"{extent.Waypoints} waypoints, {extent.Max.X - extent.Min.X:F0} x {extent.Max.Y - extent.Min.Y:F0} m, heights {extent.Min.Z:F0} to {extent.Max.Z:F0} m")]);
            table.Add(["speed", Invariant($"mean {extent.SpeedMean:F1} m/s, fastest {extent.SpeedMax:F1} m/s")]);
        }

        if (file.Graph is { } graph)
        {
            string kinds = string.Join(", ", graph.Links.GroupBy(link => link.Kind).Where(kind => kind.Key.Length > 0).OrderByDescending(kind => kind.Count()).Select(kind => Invariant($"{kind.Count()} {kind.Key}")));
            table.Add(["links", Invariant($"{graph.Links.Count}{(kinds.Length > 0 ? ": " + kinds : "")}")]);
        }

        if (file.Messages.Count > 0)
        {
            table.Add(["messages", Invariant($"{file.Messages.Count} from {file.Messages.Select(message => message.From).Distinct().Count()} nodes")]);
        }

        AddCounted(table, summary);
        output.Write(table);
        if (file.Contacts is not null && summary.Counted is { } counted)
        {
            WriteTimes("Contact times", counted.ContactSeconds, counted.ContactSteps, output, paint);
            WriteTimes("Times between contacts of a pair", counted.BetweenSeconds, counted.BetweenSteps, output, paint);
            WriteParts(counted, output, paint);
        }
    }

    private static void AddCounted(TextTable table, FileSummary summary)
    {
        if (summary.Counted is not { } counted)
        {
            return;
        }

        if (summary.File.Contacts is { } contacts)
        {
            table.Add(["contacts", Invariant($"{contacts.Contacts.Count} of {counted.Pairs} pairs ({summary.File.ContactsRaw} in the file before joining)")]);
        }

        table.Add(["degree", Invariant($"mean {counted.DegreeMean:F3}, max {counted.DegreeMax}")]);
        if (double.IsFinite(counted.PartsMean))
        {
            table.Add(["parts", Invariant($"mean {counted.PartsMean:F2}, max {counted.PartsMax}")]);
            table.Add(["largest part", Invariant($"mean {counted.LargestPartMean:P1} of the nodes, max {counted.LargestPartMax} nodes")]);
        }

        if (summary.Oracle is { } oracle)
        {
            string asked = oracle.Origins < summary.File.Nodes ? Invariant($" (asked for {oracle.Origins} of {summary.File.Nodes} origins)") : "";
            table.Add(["oracle", Invariant($"a message can reach {oracle.Reach:P1} of the others, median delay {Time(oracle.MedianDelay.TotalSeconds)}, median {oracle.MedianHops} hops{asked}")]);
        }
    }

    private static void WriteTimes(string title, Spread spread, Histogram steps, TextWriter output, Paint paint)
    {
        int most = steps.Counts.Max();
        if (most == 0)
        {
            return;
        }

        output.Write(Invariant($"\n{paint.Head(title)}: median {Time(spread.P50)}, mean {Time(spread.Mean)}, p99 {Time(spread.P99)}, max {Time(spread.Max)}\n"));
        TextTable table = new(left: 2);
        for (int step = 0; step < steps.Counts.Count; step++)
        {
            table.Add(["  " + Histogram.Names[step].PadLeft(8), Bar((double)steps.Counts[step] / most), Invariant($"{steps.Counts[step]}")]);
        }

        output.Write(table);
    }

    private static void WriteParts(Statistics counted, TextWriter output, Paint paint)
    {
        if (!double.IsFinite(counted.PartsMean))
        {
            return;
        }

        double most = Math.Max(1, counted.PartsOverTime.Max());
        string line = new([.. counted.PartsOverTime.Select(parts => Heights[Math.Clamp((int)(parts / most * Heights.Length), 0, Heights.Length - 1)])]);
        output.Write(Invariant($"\n{paint.Head("Parts over time")}: the highest column is {most:F1}\n  {line}\n"));
    }

    private static string Bar(double share)
    {
        int eighths = share > 0 ? Math.Max(1, (int)(share * BarLetters * 8)) : 0;
        string bar = new string('█', eighths / 8) + (eighths % 8 > 0 ? Eighths[eighths % 8] : "");
        return bar.PadRight(BarLetters);
    }

    private static string Time(double seconds) => seconds switch
    {
        < 120 => Invariant($"{seconds:0.###} s"),
        < 7_200 => Invariant($"{seconds / 60:F1} min"),
        < 172_800 => Invariant($"{seconds / 3600:F1} h"),
        _ => Invariant($"{seconds / 86_400:F1} d"),
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
