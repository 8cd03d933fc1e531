using System.Text.Json;

namespace Mesh.Node.Configuration;

/// <summary>One key of a settings file with its value, read as what the key demands.</summary>
/// <param name="Path">The file, for complaints.</param>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
internal readonly record struct SettingsFileEntry(string Path, string Key, JsonElement Value)
{
    /// <summary>How complaints name this entry.</summary>
    public string Source => $"'{Key}' in '{Path}'";

    public string Text() => Value.ValueKind == JsonValueKind.String ? Value.GetString()! : throw Wrong("a text in quotes");

    /// <summary>A whole number, as written; a text counts too.</summary>
    public string Number() => Value.ValueKind is JsonValueKind.Number or JsonValueKind.String ? Value.ToString() : throw Wrong("a whole number");

    public bool Switch() => Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? Value.GetBoolean() : throw Wrong("true or false");

    public IReadOnlyList<string> List() => Value.ValueKind switch
    {
        JsonValueKind.String => [Value.GetString()!],
        JsonValueKind.Array when Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => [.. Value.EnumerateArray().Select(item => item.GetString()!)],
        _ => throw Wrong("a text or a list of texts"),
    };

    private ComplaintException Wrong(string wanted) => new($"{Source} is {SettingValue.Shown(Value.GetRawText())}; it must be {wanted}.");
}
