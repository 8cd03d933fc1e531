using System.Globalization;
using System.Text.Json;

namespace Mesh.Node.Control;

/// <summary>One line of a node's answer.</summary>
/// <param name="Line">The line as it came.</param>
/// <param name="Root">Its object.</param>
internal sealed record ControlAnswer(string Line, JsonElement Root)
{
    /// <summary>The event's name; empty when it has none.</summary>
    public string Event => Text("event");

    /// <summary>Understands a line.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static ControlAnswer Parse(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return new ControlAnswer(line, document.RootElement.Clone());
    }

    public string Text(string key) => Text(Root, key);

    public static string Text(JsonElement item, string key) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;

    public static string Number(JsonElement item, string key) =>
        item.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble().ToString("0.#", CultureInfo.InvariantCulture) : string.Empty;

    /// <summary>The objects or texts of a list; none when it is missing.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement item, string key) =>
        item.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];
}
