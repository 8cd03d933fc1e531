using System.Text.Json;

namespace Mesh.Simulator.Report;

/// <summary>What the report's charts are drawn from, as JSON. All seeds of a protocol are put together.</summary>
internal static class ReportFigures
{
    private const int PointsMax = 200;
    private const int LoadPointsMax = 100;

    /// <summary>Writes the figures of all scenarios.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ReportGroup> groups)
    {
        json.WriteStartObject();
        json.WriteStartArray("scenarios");
        foreach (ReportGroup group in groups)
        {
            WriteScenario(json, group.Scenario, [.. group.Protocols.Select(protocol => protocol.Observed()).Where(protocol => protocol.Runs.Count > 0)]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteScenario(Utf8JsonWriter json, string name, IReadOnlyList<ReportProtocol> protocols)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        if (protocols.Count > 0)
        {
            json.WriteNumber("seconds", protocols.Max(protocol => protocol.Runs.Max(run => run.Collected.Timeline.Seconds)));
            WriteOracle(json, protocols[0].Runs);
        }

        json.WriteStartArray("protocols");
        foreach (ReportProtocol protocol in protocols)
        {
            WriteProtocol(json, protocol);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The bound of the first protocol's runs: contacts and messages are the same for all protocols of a seed.</summary>
    private static void WriteOracle(Utf8JsonWriter json, IReadOnlyList<RunReport> runs)
    {
        IReadOnlyList<OracleDelays> oracles = [.. runs.Select(run => run.Collected.Oracle)];
        WriteShares(json, "oracle", Sum(oracles.Select(oracle => oracle.Delays)), oracles.Sum(oracle => oracle.Pairs));
    }

    private static void WriteProtocol(Utf8JsonWriter json, ReportProtocol protocol)
    {
        IReadOnlyList<RunReport> runs = protocol.Runs;
        DelayHistogram delays = Sum(runs.Select(run => run.Collected.Delays));
        json.WriteStartObject();
        json.WriteString("name", protocol.Name);
        WriteShares(json, "within", delays, runs.Sum(run => run.Collected.Pairs));
        WriteShares(json, "latency", delays, delays.Count);
        WriteHops(json, runs);
        WriteCost(json, protocol, delays.Count);
        WriteLoad(json, runs);
        json.WriteNumber("gini", Round(protocol.Interval(run => run.Outcome.LoadGini).Mean));
        WriteCourse(json, runs);
        json.WriteEndObject();
    }

    /// <summary>Points of (milliseconds, percent).</summary>
    private static void WriteShares(Utf8JsonWriter json, string name, DelayHistogram delays, long whole)
    {
        json.WriteStartArray(name);
        foreach ((long microseconds, long count) in delays.Curve(PointsMax))
        {
            Point(json, microseconds / 1000.0, whole == 0 ? 0 : 100.0 * count / whole);
        }

        json.WriteEndArray();
    }

    /// <summary>Percent of deliveries for 0, 1, 2... hops.</summary>
    private static void WriteHops(Utf8JsonWriter json, IReadOnlyList<RunReport> runs)
    {
        long[] sums = new long[ReportCollector.HopsMax + 1];
        foreach (RunReport run in runs)
        {
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += run.Collected.Hops[i];
            }
        }

        long whole = sums.Sum();
        int used = Array.FindLastIndex(sums, sum => sum > 0) + 1;
        json.WriteStartArray("hops");
        foreach (long sum in sums.Take(used))
        {
            json.WriteNumberValue(Round(100.0 * sum / whole));
        }

        json.WriteEndArray();
    }

    /// <summary>Bytes per delivery: bodies that were new, bodies that were not, and all else.</summary>
    private static void WriteCost(Utf8JsonWriter json, ReportProtocol protocol, long deliveries)
    {
        IReadOnlyList<RunReport> runs = protocol.Runs;
        long first = runs.Sum(run => run.Collected.FirstBytes);
        long again = runs.Sum(run => run.Collected.AgainBytes);
        long all = runs.Sum(run => run.Collected.BytesSentBy.Sum());
        json.WriteStartArray("cost");
        foreach (long bytes in new[] { first, again, Math.Max(0, all - first - again) })
        {
            json.WriteNumberValue(Round(deliveries == 0 ? 0 : (double)bytes / deliveries));
        }

        json.WriteEndArray();
        json.WriteNumber("rmr", Round(protocol.Interval(run => run.Outcome.Rmr).Mean));
    }

    /// <summary>Points of (percent of nodes, bytes a second), the busiest first.</summary>
    private static void WriteLoad(Utf8JsonWriter json, IReadOnlyList<RunReport> runs)
    {
        double[] loads = [.. runs.SelectMany(run => run.Collected.BytesSentBy.Select(bytes => bytes / run.Collected.Timeline.Seconds)).OrderDescending()];
        int points = Math.Min(LoadPointsMax, loads.Length);
        json.WriteStartArray("load");
        for (int i = 0; i < points; i++)
        {
            int at = points == 1 ? 0 : (int)((long)i * (loads.Length - 1) / (points - 1));
            Point(json, loads.Length == 1 ? 100 : 100.0 * at / (loads.Length - 1), loads[at]);
        }

        json.WriteEndArray();
    }

    /// <summary>The network at even intervals, mean over the seeds.</summary>
    private static void WriteCourse(Utf8JsonWriter json, IReadOnlyList<RunReport> runs)
    {
        NetworkTimeline first = runs[0].Collected.Timeline;
        IReadOnlyList<IReadOnlyList<TimelineSample>> courses = [.. runs.Select(run => run.Collected.Timeline.Samples)];
        json.WriteStartObject("course");
        json.WriteNumber("interval", first.IntervalSeconds);
        WriteMeans(json, "nodes", courses, sample => sample.NodesUp);
        WriteMeans(json, "contacts", courses, sample => sample.Contacts);
        WriteMeans(json, "links", courses, sample => sample.Links);
        WriteMeans(json, "parts", courses, sample => sample.Parts);
        WriteMeans(json, "rate", courses, sample => sample.Bytes / first.IntervalSeconds);
        json.WriteEndObject();
    }

    private static void WriteMeans(Utf8JsonWriter json, string name, IReadOnlyList<IReadOnlyList<TimelineSample>> courses, Func<TimelineSample, double> figure)
    {
        json.WriteStartArray(name);
        for (int i = 0; i < NetworkTimeline.Looks; i++)
        {
            json.WriteNumberValue(Round(courses.Sum(course => figure(course[i])) / courses.Count));
        }

        json.WriteEndArray();
    }

    private static void Point(Utf8JsonWriter json, double x, double y)
    {
        json.WriteStartArray();
        json.WriteNumberValue(Round(x));
        json.WriteNumberValue(Round(y));
        json.WriteEndArray();
    }

    private static double Round(double figure) => Math.Round(figure, 4);

    private static DelayHistogram Sum(IEnumerable<DelayHistogram> histograms)
    {
        DelayHistogram sum = new();
        foreach (DelayHistogram histogram in histograms)
        {
            sum.Add(histogram);
        }

        return sum;
    }
}
