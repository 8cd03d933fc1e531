using Mesh.Simulator.Outputs;
using Mesh.Simulator.Runs;
using static System.FormattableString;

namespace Mesh.Simulator.Fieldlogs;

/// <summary>Tells people what field logs hold, how their clocks were brought together, and how a run of them compares.</summary>
internal static class FieldlogText
{
    private const int DifferencesMax = 10;
    private const int NameLetters = 9;

    /// <summary>Fewer events in common may all have been late on the way.</summary>
    private const int EventsSure = 4;

    /// <summary>What the logs hold and how their clocks stood.</summary>
    public static void WriteTrace(FieldlogTrace trace, TextWriter output)
    {
        int recorders = trace.Sessions.Select(session => session.Node).Distinct().Count();
        int contacts = trace.ToImported().Contacts!.Contacts.Count;
        output.WriteLine(Invariant($"{Many(trace.Names.Count, "node")}, {recorders} of which recorded; {Many(contacts, "contact")}, {Many(trace.Messages.Count, "message")}, {(trace.Until - MeshInstant.Zero).TotalSeconds:0.0} s."));
        TextTable table = new(left: 2);
        table.Add(["node", "recorded in", "from", "clock was ahead by", "found by"]);
        for (int i = 0; i < trace.Sessions.Count; i++)
        {
            FieldlogSession session = trace.Sessions[i];
            ClockOffset clock = trace.Clocks[i];
            table.Add([Short(session.Node), Plain(session.File), Invariant($"{clock.Start / 1e6:0.000} s"), clock.Source == ClockSource.Reference ? "" : Invariant($"{clock.WallError / 1e6:0.000} s"), SourceOf(clock)]);
        }

        output.Write(table);
        long missing = trace.Sessions.Sum(session => session.Missing);
        if (missing > 0)
        {
            output.WriteLine(Invariant($"{missing} events are missing: they came faster than the nodes could write them down."));
        }
    }

    /// <summary>The record beside the run.</summary>
    public static void WriteComparison(FieldlogTrace trace, FieldlogComparison comparison, TextWriter output)
    {
        (Spread recordedMs, Spread recordedHops) = comparison.SpreadsOf(comparison.RecordedWith);
        (Spread simulatedMs, Spread simulatedHops) = comparison.SpreadsOf(comparison.SimulatedWith);
        TextTable table = new(left: 1);
        table.Add(["", "recorded", "simulated"]);
        table.Add(["messages", Invariant($"{trace.Messages.Count}"), Invariant($"{comparison.Written}")]);
        table.Add(["deliveries", Invariant($"{comparison.RecordedWith.Count} of {comparison.Pairs}"), Invariant($"{comparison.SimulatedWith.Count()} of {comparison.Pairs}")]);
        (bool isRecorded, bool isSimulated) = (comparison.RecordedWith.Count > 0, comparison.SimulatedWith.Any());
        Add("hops, mean", Invariant($"{recordedHops.Mean:0.00}"), Invariant($"{simulatedHops.Mean:0.00}"));
        Add("hops, most", Invariant($"{recordedHops.Max:0}"), Invariant($"{simulatedHops.Max:0}"));
        Add("latency, median", Invariant($"{recordedMs.P50:0.0} ms"), Invariant($"{simulatedMs.P50:0.0} ms"));
        Add("latency, 90 of 100", Invariant($"{recordedMs.P90:0.0} ms"), Invariant($"{simulatedMs.P90:0.0} ms"));
        Add("latency, most", Invariant($"{recordedMs.Max:0.0} ms"), Invariant($"{simulatedMs.Max:0.0} ms"));
        output.Write(table);
        (IReadOnlyList<(int Message, int Node)> onlyRecorded, IReadOnlyList<(int Message, int Node)> onlySimulated) = comparison.Differences();
        WriteDifferences(trace, "in the record only", onlyRecorded, output);
        WriteDifferences(trace, "in the simulator only", onlySimulated, output);

        // Of nothing that arrived there is no figure.
        void Add(string figure, string recorded, string simulated) => table.Add([figure, isRecorded ? recorded : "–", isSimulated ? simulated : "–"]);
    }

    private static void WriteDifferences(FieldlogTrace trace, string where, IReadOnlyList<(int Message, int Node)> pairs, TextWriter output)
    {
        foreach ((int number, int node) in pairs.Take(DifferencesMax))
        {
            RecordedMessage message = trace.Messages[number];
            output.WriteLine(Invariant($"Delivered {where}: what {Short(trace.Names[message.Writer])} wrote at {message.At.Microseconds / 1e6:0.000} s, at {Short(trace.Names[node])}."));
        }

        if (pairs.Count > DifferencesMax)
        {
            output.WriteLine(Invariant($"Delivered {where}: {pairs.Count - DifferencesMax} more."));
        }
    }

    private static string SourceOf(ClockOffset clock) => clock.Source switch
    {
        ClockSource.Reference => "it is the measure",
        ClockSource.Monotonic => "the machine's own clock",
        ClockSource.Wall => "wall clocks alone: nothing in common",
        _ => Invariant($"{Many(clock.Events, "event")} in common, {clock.Spread / 1e3:0} ms apart{(clock.Events < EventsSure ? ": unsure" : string.Empty)}"),
    };

    private static string Many(int count, string what) => Invariant($"{count} {what}{(count == 1 ? string.Empty : "s")}");

    /// <summary>A file's name may hold anything, and this goes to a terminal.</summary>
    private static string Plain(string file) => string.Concat(file.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter));

    private static string Short(string node) => node.Length > NameLetters ? node[..NameLetters] : node;
}
