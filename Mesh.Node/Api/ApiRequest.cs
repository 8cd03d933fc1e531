using System.Text.Json;
using Mesh.Node.Configuration;
using Mesh.Node.Journal;

namespace Mesh.Node.Api;

/// <summary>One command: a JSON object with "do", its fields, and perhaps "ref", which the answers repeat.</summary>
internal sealed class ApiRequest
{
    private const int DepthMax = 40;

    private readonly JsonElement _root;

    private ApiRequest(JsonElement root, string what)
    {
        _root = root;
        Do = what;
        Ref = JsonValue.Of(root, "ref");
    }

    /// <summary>What is to be done; empty when nothing is said of it.</summary>
    public string Do { get; }

    /// <summary>What the answers repeat, as a value; null when there is nothing to repeat.</summary>
    public object? Ref { get; }

    /// <summary>Understands a command. Its object may go afterwards.</summary>
    /// <exception cref="ApiException">It is none.</exception>
    public static ApiRequest Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = DepthMax });
            JsonValue.CheckNames(document.RootElement);
            return Of(document.RootElement.Clone());
        }
        catch (JsonException fault)
        {
            throw new ApiException(ApiCode.BadRequest, "This is no JSON object; a command looks like {\"do\":\"help\"}.", fault);
        }
    }

    /// <summary>An object of fields that has no "do", because its address says it.</summary>
    /// <exception cref="ApiException">It is no JSON object.</exception>
    public static ApiRequest Fields(string what, ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = DepthMax });
            JsonValue.CheckNames(document.RootElement);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new ApiRequest(document.RootElement.Clone(), what)
                : throw new ApiException(ApiCode.BadRequest, "The body is no JSON object.");
        }
        catch (JsonException fault)
        {
            throw new ApiException(ApiCode.BadRequest, "The body is no JSON object.", fault);
        }
    }

    private static ApiRequest Of(JsonElement root)
    {
        string? what = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("do", out JsonElement value) && value.ValueKind == JsonValueKind.String ? JsonValue.Text(value) : null;
        return root.ValueKind == JsonValueKind.Object ? new ApiRequest(root, what ?? string.Empty) : throw NoCommand();
    }

    /// <summary>What is said to an object that is no command.</summary>
    public static ApiException NoCommand() =>
        new(ApiCode.BadRequest, "A command is a JSON object with \"do\", such as {\"do\":\"help\"}, which lists them.");

    /// <summary>A field that must be there, as text.</summary>
    public string Text(string key) => OptionalText(key) ?? throw Wrong(key, "a text, which is missing");

    public string? OptionalText(string key) => Member(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => JsonValue.Text(value),
        _ => throw Wrong(key, "a text"),
    };

    /// <summary>A whole number within bounds, or what is to be taken when there is none.</summary>
    public int Number(string key, int least, int most, int otherwise) => Member(key) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out int number) && number >= least && number <= most => number,
        _ => throw Wrong(key, FormattableString.Invariant($"a whole number from {least} to {most}")),
    };

    public bool Switch(string key, bool otherwise) => Member(key) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Wrong(key, "true or false"),
    };

    /// <summary>A place in the journal; null when there is none.</summary>
    public JournalPlace? Place(string key) => OptionalText(key) is not { } text
        ? null
        : JournalPlace.TryParse(text, out JournalPlace place) ? place : throw Wrong(key, "the \"n\" of an event");

    public MessageKind Kind() => OptionalText("kind") switch
    {
        null or "text" => MessageKind.Text,
        "action" => MessageKind.Action,
        "slides" => MessageKind.Slides,
        "turn" => MessageKind.Turn,
        _ => throw Wrong("kind", "text, action, slides or turn"),
    };

    public TopicMatch Match() => OptionalText("match") switch
    {
        null or "exact" => TopicMatch.Exact,
        "prefix" => TopicMatch.Prefix,
        "wildcard" => TopicMatch.Wildcard,
        _ => throw Wrong("match", "exact, prefix or wildcard"),
    };

    /// <summary>The values of "args" and "kwargs".</summary>
    public MeshArguments Arguments() => JsonValue.Arguments(Member("args"), Member("kwargs"));

    private JsonElement? Member(string key) => _root.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private ApiException Wrong(string key, string wanted) => new(ApiCode.BadRequest, $"'{SettingValue.Shown(Do)}' needs \"{key}\" to be {wanted}.");
}
