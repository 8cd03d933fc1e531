using System.Text;
using System.Text.Json;
using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Formats;

/// <summary>
/// The JSON of <c>mesh-sim stats</c>: <c>nodes</c>, <c>contacts</c> as <c>[a, b, up, down]</c>, <c>durationSeconds</c> and so on as in the contact list, then
/// the figures. A figure that the file does not have is left out.
/// </summary>
internal static class SummaryJson
{
    /// <summary>The whole text, one line.</summary>
    public static string Text(FileSummary summary)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            ContactsExport.WriteMembers(summary.File, json);
            json.WriteNumber("messages", summary.File.Messages.Count);
            WriteGraph(summary.File, json);
            WriteMovement(summary.File, json);
            if (summary.Counted is { } counted)
            {
                WriteCounted(counted, summary.File.Graph is null || summary.File.Contacts is not null, json);
            }

            if (summary.Oracle is { } oracle)
            {
                json.WriteStartObject("oracle");
                json.WriteNumber("reach", oracle.Reach);
                json.WriteNumber("medianDelaySeconds", oracle.MedianDelay.TotalSeconds);
                json.WriteNumber("medianHops", oracle.MedianHops);
                json.WriteNumber("origins", oracle.Origins);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    private static void WriteCounted(Statistics counted, bool hasTime, Utf8JsonWriter json)
    {
        json.WriteNumber("pairs", counted.Pairs);
        json.WriteStartObject("degree");
        json.WriteNumber("mean", counted.DegreeMean);
        json.WriteNumber("max", counted.DegreeMax);
        json.WriteEndObject();
        if (double.IsFinite(counted.PartsMean))
        {
            json.WriteStartObject("partitions");
            json.WriteNumber("mean", counted.PartsMean);
            json.WriteNumber("max", counted.PartsMax);
            json.WriteStartArray("overTime");
            foreach (double parts in hasTime ? counted.PartsOverTime : [])
            {
                json.WriteNumberValue(Math.Round(parts, 6));
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartObject("largestPart");
            json.WriteNumber("meanShare", counted.LargestPartMean);
            json.WriteNumber("maxNodes", counted.LargestPartMax);
            json.WriteEndObject();
        }

        if (hasTime)
        {
            WriteTimes("contactSeconds", counted.ContactSeconds, counted.ContactSteps, json);
            WriteTimes("interContactSeconds", counted.BetweenSeconds, counted.BetweenSteps, json);
        }
    }

    private static void WriteTimes(string name, Spread spread, Histogram steps, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteNumber("mean", spread.Mean);
        json.WriteNumber("p50", spread.P50);
        json.WriteNumber("p90", spread.P90);
        json.WriteNumber("p99", spread.P99);
        json.WriteNumber("max", spread.Max);
        json.WriteStartArray("histogram");
        for (int step = 0; step < steps.Counts.Count; step++)
        {
            json.WriteStartArray();
            json.WriteStringValue(Histogram.Names[step]);
            json.WriteNumberValue(steps.Counts[step]);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteGraph(Imported file, Utf8JsonWriter json)
    {
        if (file.Graph is not { } graph)
        {
            return;
        }

        json.WriteStartArray("links");
        foreach (GraphLink link in graph.Links)
        {
            json.WriteStartArray();
            json.WriteNumberValue(link.A);
            json.WriteNumberValue(link.B);
            json.WriteNumberValue(link.Quality);
            json.WriteNumberValue(link.ReverseQuality);
            json.WriteStringValue(link.Kind);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteMovement(Imported file, Utf8JsonWriter json)
    {
        if (MovementExtent.Of(file) is not { } extent)
        {
            return;
        }

        json.WriteStartObject("movement");
        json.WriteNumber("waypoints", extent.Waypoints);
        json.WriteStartArray("min");
        json.WriteNumberValue(extent.Min.X);
        json.WriteNumberValue(extent.Min.Y);
        json.WriteNumberValue(extent.Min.Z);
        json.WriteEndArray();
        json.WriteStartArray("max");
        json.WriteNumberValue(extent.Max.X);
        json.WriteNumberValue(extent.Max.Y);
        json.WriteNumberValue(extent.Max.Z);
        json.WriteEndArray();
        json.WriteNumber("speedMean", extent.SpeedMean);
        json.WriteNumber("speedMax", extent.SpeedMax);
        json.WriteEndObject();
    }
}
