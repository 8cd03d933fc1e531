using System.Text.Json;
using Mesh.Node.Lines;

namespace Mesh.Node.Doctor;

/// <summary>An examination as one JSON object (docs/command.md, "Doctor"), and what another process needs back of it.</summary>
internal static class ExaminationJson
{
    public const string EventName = "doctor";
    private const int SchemaVersion = 1;

    public static JsonLine Of(Examination examination) => JsonLine.Event(EventName)
        .With("version", SchemaVersion)
        .With("at", examination.At)
        .With("tookMs", (TimeSpan?)examination.Took)
        .With("healthy", examination.IsHealthy)
        .With("findings", examination.Findings.Select(Of))
        .WithWhole("facts", JsonSerializer.SerializeToUtf8Bytes(examination.Facts, FactsJson.Default.Facts));

    /// <summary>The facts of the node in an answer; null when it holds none.</summary>
    public static NodeFacts? NodeOf(JsonElement answer)
    {
        try
        {
            return answer.TryGetProperty("facts", out JsonElement facts) ? facts.Deserialize(FactsJson.Default.Facts)?.Node : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same as a value for procedures; without facts when these are too many.</summary>
    /// <param name="examination">The examination.</param>
    /// <param name="factsBytesMax">How large the facts may be.</param>
    public static Dictionary<string, object?> Plain(Examination examination, int factsBytesMax)
    {
        JsonElement facts = JsonSerializer.SerializeToElement(examination.Facts, FactsJson.Default.Facts);
        return new Dictionary<string, object?>
        {
            ["healthy"] = examination.IsHealthy,
            ["findings"] = examination.Findings.Select(finding => (object?)new Dictionary<string, object?>
            {
                ["code"] = finding.Code,
                ["severity"] = Severity(finding),
                ["subject"] = finding.Subject,
                ["sentence"] = finding.Sentence,
                ["command"] = finding.Command,
            }).ToArray(),
            ["facts"] = facts.GetRawText().Length <= factsBytesMax / 2 ? Plain(facts) : null,
        };
    }

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().ToDictionary(member => member.Name, member => Plain(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToArray(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt64(out long whole) ? whole : value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static string Severity(Finding finding) => finding.Severity == FindingSeverity.Problem ? "problem" : "warning";

    private static JsonLine Of(Finding finding) => JsonLine.Object()
        .With("code", finding.Code)
        .With("severity", Severity(finding))
        .With("subject", finding.Subject)
        .With("sentence", finding.Sentence)
        .With("command", finding.Command);
}
