using System.Text.Json;
using Mesh.Node.Chat;
using Mesh.Node.Control;
using Mesh.Node.Journal;
using Mesh.Node.Lines;

namespace Mesh.Node.Ways;

/// <summary>An answer to "/ping", "/trace", "/map" or "/status".</summary>
/// <param name="Line">The event.</param>
/// <param name="Text">The same for people.</param>
internal sealed record WayAnswer(JsonLine Line, string Text)
{
    /// <summary>Does what was typed.</summary>
    /// <param name="node">Asked.</param>
    /// <param name="command">One of the four.</param>
    /// <param name="places">Where the node's parts are.</param>
    /// <param name="width">Columns for a map.</param>
    /// <param name="time">Spaces pings.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">Nobody, or more than one, is meant.</exception>
    public static async Task<WayAnswer> OfAsync(IChatNode node, ChatCommand command, NodePlaces places, int width, TimeProvider time, CancellationToken cancellationToken) => command.Verb switch
    {
        ChatVerb.Ping => Of("ping", await new PingRun(node, WayTarget.PeerOf(node, command.Argument), time).RunAsync(PingOptions.Short, told: null, cancellationToken), WayText.Ping),
        ChatVerb.Trace => Of("trace", await TraceAsync(node, WayTarget.Of(node, command.Argument), cancellationToken), WayText.Trace),
        ChatVerb.Map => Of(MeshShape.Of(node).ToLine(), topology => MapPicture.Of(new MapGraph(topology), width)),
        _ => Of("status", StatusFields.Of(node, places, time.GetUtcNow()), StatusText.Of),
    };

    /// <summary>A trace of whatever is meant, as its fields.</summary>
    public static async Task<OrderedDictionary<string, object?>> TraceAsync(IChatNode node, WayTarget target, CancellationToken cancellationToken) => target.Peer is { } peer
        ? WayFields.Of(node, await node.TraceAsync(peer, cancellationToken))
        : WayFields.Of(node, await node.TraceAsync(target.Message!.Value, cancellationToken));

    private static WayAnswer Of(string name, OrderedDictionary<string, object?> fields, Func<JsonElement, string> text) => Of(JsonLine.Event(name, fields), text);

    private static WayAnswer Of(JsonLine line, Func<JsonElement, string> text) => new(line, text(ControlAnswer.Parse(line.ToString()).Root));
}
