using System.Text.Encodings.Web;
using System.Text.Json;
using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Outputs;

/// <summary>The JSON output: an object with the list <c>runs</c>, whose fields are the properties of <see cref="RunResult"/> in their order.</summary>
internal static class ResultJson
{
    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new FiniteNumberConverter() },
    };

    /// <summary>Writes results, with a line feed at the end.</summary>
    public static string Write(IReadOnlyList<RunResult> results) => JsonSerializer.Serialize(new { Runs = results }, Layout) + "\n";

    /// <summary>Writes one result for a file of its own.</summary>
    public static string WriteOne(RunResult result) => JsonSerializer.Serialize(result, Layout) + "\n";

    /// <summary>Reads what <see cref="WriteOne"/> wrote.</summary>
    /// <returns>Null when it is something else, or was cut off.</returns>
    public static RunResult? TryReadOne(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<RunResult>(text, Layout);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
