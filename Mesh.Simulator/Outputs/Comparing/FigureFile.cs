using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios.Expectations;

namespace Mesh.Simulator.Outputs.Comparing;

/// <summary>Reads figures from JSON outputs and from baselines, and writes baselines: the same form with a line for each run, rounded, without what a machine's speed decides.</summary>
internal static class FigureFile
{
    private const long FileBytesMax = 256 << 20;
    private static readonly string[] NotKept = ["bytesSent", "framesReceived", "events"];

    /// <summary>The figures of results.</summary>
    public static IReadOnlyList<RunFigures> Of(IReadOnlyList<RunResult> results) =>
    [
        .. results.Select(result => new RunFigures(
            result.Scenario,
            result.Protocol,
            result.Seed,
            result.TraceHash,
            MetricCatalogue.Of(result).Select(metric => (metric.Name, Value: metric.Read(result))).Where(pair => pair.Value is not null).ToDictionary(pair => pair.Name, pair => pair.Value!.Value))),
    ];

    /// <summary>Writes a baseline: small, stable, one line for each run, so that a change of it can be reviewed.</summary>
    public static string Write(IReadOnlyList<RunFigures> runs)
    {
        StringBuilder text = new("{\"runs\":[\n");
        for (int i = 0; i < runs.Count; i++)
        {
            RunFigures run = runs[i];
            text.Append(CultureInfo.InvariantCulture, $"{{\"scenario\":{Quoted(run.Scenario)},\"protocol\":{Quoted(run.Protocol)},\"seed\":{run.Seed},\"traceHash\":{Quoted(run.TraceHash)}");
            foreach ((string name, double value) in run.Values.Where(pair => !NotKept.Contains(pair.Key)))
            {
                text.Append(CultureInfo.InvariantCulture, $",{Quoted(name)}:{Rounded(value)}");
            }

            text.Append(i == runs.Count - 1 ? "}\n" : "},\n");
        }

        return text.Append("]}\n").ToString();
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">It is no output and no baseline; the message says where and why.</exception>
    public static IReadOnlyList<RunFigures> Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > FileBytesMax)
            {
                throw new FormatException($"{path}: the file is larger than any output.");
            }

            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("runs", out JsonElement runs) || runs.ValueKind != JsonValueKind.Array)
            {
                throw new FormatException($"{path}: there is no list 'runs'; give a file that 'mesh-sim run --json' or 'mesh-sim accept' wrote.");
            }

            return [.. runs.EnumerateArray().Select((run, index) => ReadRun(run, index, path))];
        }
        catch (JsonException fault)
        {
            throw new FormatException(FormattableString.Invariant($"{path}:{(fault.LineNumber ?? 0) + 1}:{(fault.BytePositionInLine ?? 0) + 1}: this is no JSON; give a file that 'mesh-sim run --json' or 'mesh-sim accept' wrote."));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FormatException($"{path}: the file cannot be read: {fault.Message}");
        }
    }

    private static RunFigures ReadRun(JsonElement run, int index, string path)
    {
        if (run.ValueKind != JsonValueKind.Object
            || !run.TryGetProperty("scenario", out JsonElement scenario) || scenario.ValueKind != JsonValueKind.String
            || !run.TryGetProperty("protocol", out JsonElement protocol) || protocol.ValueKind != JsonValueKind.String
            || !run.TryGetProperty("seed", out JsonElement seed) || seed.ValueKind != JsonValueKind.Number || !seed.TryGetUInt64(out ulong number))
        {
            throw new FormatException(FormattableString.Invariant($"{path}: runs[{index}] lacks a scenario, a protocol or a seed."));
        }

        Dictionary<string, double> values = [];
        foreach (JsonProperty property in run.EnumerateObject().Where(property => property.Name is not ("seed" or MetricCatalogue.MachineTime)))
        {
            AddFigures(values, property.Name, property.Value);
        }

        string trace = run.TryGetProperty("traceHash", out JsonElement hash) && hash.ValueKind == JsonValueKind.String ? hash.GetString()! : "";
        return new RunFigures(scenario.GetString()!, protocol.GetString()!, number, trace, values);
    }

    private static void AddFigures(Dictionary<string, double> values, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                values[name] = value.GetDouble();
                break;
            case JsonValueKind.Object:
                foreach (JsonProperty part in value.EnumerateObject())
                {
                    AddFigures(values, $"{name}.{part.Name}", part.Value);
                }

                break;
            case JsonValueKind.Array when name == "failures":
                values[name] = value.GetArrayLength();
                break;
            case JsonValueKind.Array when name == "deliveryWithin":
                foreach (JsonElement within in value.EnumerateArray().Where(within => within.ValueKind == JsonValueKind.Object))
                {
                    if (within.TryGetProperty("seconds", out JsonElement seconds) && within.TryGetProperty("share", out JsonElement share) && seconds.ValueKind == JsonValueKind.Number && share.ValueKind == JsonValueKind.Number)
                    {
                        values[MetricCatalogue.DeliveredWithin(seconds.GetDouble()).Name] = share.GetDouble();
                    }
                }

                break;
            default:
                break;
        }
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>Six significant digits tell every change that anybody cares for; more would only make differences to read.</summary>
    private static string Rounded(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
