using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesh.Simulator.Scenarios.Reading;

namespace Mesh.Simulator.Scenarios;

/// <summary>Makes the JSON schema (draft 2020-12) of scenario files from the fields, so that editors complete and check while one writes.</summary>
internal static class ScenarioSchema
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>The schema's text, with a line feed at its end.</summary>
    public static string Write()
    {
        JsonObject schema = new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Scenario of mesh-sim",
        };
        foreach ((string key, JsonNode? value) in RecordOf(typeof(Scenario)).ToArray())
        {
            schema[key] = value?.DeepClone();
        }

        schema["properties"]![Matrix.Key] = new JsonObject
        {
            ["description"] = "Paths with lists of values, each combination a cell of its own; with 'zip: true' the lists go side by side.",
            ["type"] = "object",
            ["properties"] = new JsonObject { ["zip"] = new JsonObject { ["type"] = "boolean" } },
            ["additionalProperties"] = new JsonObject { ["type"] = "array", ["minItems"] = 1 },
        };
        return schema.ToJsonString(Layout) + "\n";
    }

    private static JsonObject RecordOf(Type type)
    {
        IReadOnlyList<ScenarioField> fields = ScenarioField.Of(type);
        JsonObject properties = [];
        JsonArray conditions = [];
        foreach (ScenarioField field in fields)
        {
            properties[field.Key] = FieldOf(field);
            if (field.For.Count > 0)
            {
                conditions.Add(ConditionOf(type, field));
            }
        }

        JsonObject schema = new() { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (fields.Where(field => field.IsRequired).Select(field => JsonValue.Create(field.Key)).ToArray<JsonNode>() is { Length: > 0 } required)
        {
            schema["required"] = new JsonArray(required);
        }

        if (conditions.Count > 0)
        {
            schema["allOf"] = conditions;
        }

        return schema;
    }

    /// <summary>A key that is for some kinds only is refused beside the others; a kind that is left out has its default.</summary>
    private static JsonObject ConditionOf(Type type, ScenarioField field)
    {
        ScenarioField kind = ScenarioField.Of(type).First(other => other.Key == "kind");
        JsonObject condition = new() { ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["enum"] = Texts(field.For) } } };
        string standard = KeyName.Of((Enum)kind.Property.GetValue(ScenarioField.New(type))!);
        if (kind.IsRequired || !field.For.Contains(standard))
        {
            condition["required"] = Texts(["kind"]);
        }

        return new JsonObject { ["if"] = condition, ["else"] = new JsonObject { ["properties"] = new JsonObject { [field.Key] = false } } };
    }

    private static JsonObject FieldOf(ScenarioField field)
    {
        JsonObject item = ItemOf(field);
        JsonObject schema = item;
        if (field.IsList)
        {
            JsonObject list = new() { ["type"] = "array", ["items"] = item };
            schema = new JsonObject { ["anyOf"] = new JsonArray(list, item.DeepClone()) };
        }

        string examples = field.About.Example.Length > 0 ? $" Example: {field.About.Example}." : "";
        string kinds = field.For.Count > 0 ? $" Only for kind {string.Join(", ", field.For)}." : "";
        schema["description"] = field.About.About + kinds + examples;
        return schema;
    }

    private static JsonObject ItemOf(ScenarioField field)
    {
        if (field.IsRecord)
        {
            return RecordOf(field.Item);
        }

        if (field.Item.IsEnum)
        {
            return new JsonObject { ["enum"] = Texts(KeyName.All(field.Item)) };
        }

        if (field.Item == typeof(string))
        {
            return new JsonObject { ["type"] = "string" };
        }

        if (field.Item == typeof(bool))
        {
            return new JsonObject { ["type"] = "boolean" };
        }

        bool isWhole = field.Item != typeof(double) && field.Item != typeof(TimeSpan) && field.Item != typeof(Bounds);
        JsonObject number = new() { ["type"] = isWhole ? "integer" : "number" };
        SetLimit(number, "minimum", field.About.Min);
        SetLimit(number, "maximum", field.About.Max);
        bool isRange = field.Item == typeof(Bounds) || field.Item == typeof(ulong);
        if (field.About.Unit == Unit.None && !isRange)
        {
            return number;
        }

        return new JsonObject { ["anyOf"] = new JsonArray(number, new JsonObject { ["type"] = "string", ["pattern"] = PatternOf(field.About.Unit, isRange) }) };
    }

    private static string PatternOf(Unit unit, bool isRange)
    {
        const string Number = @"[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?";
        string signs = string.Join('|', UnitScale.Of(unit).Suffixes.Select(suffix => suffix.Sign));
        string one = signs.Length == 0 ? Number : $"{Number} *({signs})?";
        return isRange ? $"^{one}( *\\.\\. *{one})?$" : $"^{one}$";
    }

    private static void SetLimit(JsonObject number, string name, double value)
    {
        if (double.IsFinite(value))
        {
            number[name] = value == Math.Floor(value) && Math.Abs(value) < 1e15 ? JsonValue.Create((long)value) : JsonValue.Create(value);
        }
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
