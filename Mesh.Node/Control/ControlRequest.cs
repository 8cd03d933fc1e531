using System.Text.Json;
using Mesh.Node.Configuration;

namespace Mesh.Node.Control;

/// <summary>What a command asks of the running node: one JSON object on one line.</summary>
/// <param name="Do">"send", "tail", "peers", "id", "page", "doctor", "publish", "subscribe", "call", "ping", "trace", "topology" or "status".</param>
/// <param name="Room">The room; null at "tail" means every room.</param>
/// <param name="Text">What to say.</param>
/// <param name="Kind">What it is.</param>
internal sealed record ControlRequest(string Do, string? Room, string? Text, MessageKind Kind)
{
    public const string Send = "send";
    public const string Tail = "tail";
    public const string Peers = "peers";
    public const string Id = "id";
    public const string Page = "page";
    public const string Doctor = "doctor";
    public const string Publish = "publish";
    public const string Subscribe = "subscribe";
    public const string Call = "call";
    public const string Ping = "ping";
    public const string Trace = "trace";
    public const string Topology = "topology";
    public const string Status = "status";

    private const string All = "send, tail, peers, id, page, doctor, publish, subscribe, call, ping, trace, topology or status";

    /// <summary>Understands a line; a mistake is one sentence, and null when there is none.</summary>
    public static ControlRequest? Parse(string line, out string? mistake)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return Parse(document.RootElement, out mistake);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            mistake = "A request is one JSON object on one line, such as {\"do\":\"peers\"}.";
            return null;
        }
    }

    private static ControlRequest? Parse(JsonElement root, out string? mistake)
    {
        string? what = Member(root, "do");
        string? room = Member(root, "room");
        string? text = Member(root, "text");
        MessageKind kind = Member(root, "kind") == "action" ? MessageKind.Action : MessageKind.Text;
        mistake = what switch
        {
            Send when room is null || text is null => "'send' needs \"room\" and \"text\".",
            Send or Tail or Peers or Id or Page or Doctor or Publish or Subscribe or Call or Ping or Trace or Topology or Status => null,
            null => $"A request needs \"do\": {All}.",
            _ => $"There is no request '{SettingValue.Shown(what)}'; use {All}.",
        };
        return mistake is null ? new ControlRequest(what!, room, text, kind) : null;
    }

    private static string? Member(JsonElement root, string key) => root.TryGetProperty(key, out JsonElement value) ? value.GetString() : null;
}
