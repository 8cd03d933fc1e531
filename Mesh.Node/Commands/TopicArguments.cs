using System.Text.Json;
using System.Text.Json.Nodes;
using Mesh.Node.Configuration;

namespace Mesh.Node.Commands;

/// <summary>What a person gives to a topic or procedure on the command line, as a request. Pure.</summary>
internal static class TopicArguments
{
    /// <summary>The request's line: a list stands for all positional values, anything else for a single one.</summary>
    /// <param name="request">The request without its values.</param>
    /// <param name="json">The positional values; null or empty for none.</param>
    /// <param name="named">The named values, an object; null for none.</param>
    /// <exception cref="ComplaintException">Either is no JSON, or of the wrong shape.</exception>
    public static string Request(JsonObject request, string? json, string? named)
    {
        if (!string.IsNullOrWhiteSpace(json))
        {
            JsonNode? value = Parsed(json);
            request["args"] = value is JsonArray ? value : new JsonArray(value);
        }

        if (named is not null)
        {
            request["kwargs"] = Parsed(named) as JsonObject
                ?? throw new ComplaintException($"--kwargs '{SettingValue.Shown(named)}' is no JSON object; write names and values, such as '{{\"unit\":\"m\"}}'.");
        }

        return request.ToJsonString();
    }

    private static JsonNode? Parsed(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            throw new ComplaintException($"'{SettingValue.Shown(json)}' is no JSON; write a number, a list, an object, or a text in double quotes inside single ones, such as '\"hello\"'.");
        }
    }
}
