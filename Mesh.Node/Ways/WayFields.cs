using Mesh.Node.Chat;
using Mesh.Node.Lines;

namespace Mesh.Node.Ways;

/// <summary>Traces as the fields of their events (docs/command.md, "Lines of JSON"); the same for lines, programs and texts.</summary>
internal static class WayFields
{
    /// <summary>"NotHere" becomes "not-here".</summary>
    public static string EndOf(WayEnd end) => JsonLines.KebabCase(end.ToString());

    /// <summary>Milliseconds to the microsecond.</summary>
    public static double? Milliseconds(double? time) => time is { } known ? Math.Round(known, 3) : null;

    /// <summary>The fields of a link.</summary>
    public static OrderedDictionary<string, object?> Link(MeshLink link) => new()
    {
        ["peer"] = link.Peer.ToString(),
        ["name"] = link.Name,
        ["address"] = link.Address,
        ["interface"] = link.Interface,
        ["dialled"] = link.Dialled,
        ["since"] = JsonLine.Time(link.Since),
        ["roundTripMs"] = Milliseconds(link.RoundTrip?.TotalMilliseconds),
    };

    /// <summary>The fields of the event "trace" of a peer.</summary>
    public static OrderedDictionary<string, object?> Of(IChatNode node, PeerTrace trace)
    {
        PeerNames names = new(node);
        return new()
        {
            ["peer"] = trace.Peer.ToString(),
            ["name"] = names.Of(trace.Peer),
            ["message"] = null,
            ["end"] = EndOf(trace.End),
            ["hops"] = trace.Hops.Select((hop, place) => (object?)new OrderedDictionary<string, object?>
            {
                ["hop"] = place + 1,
                ["peer"] = hop.Peer.ToString(),
                ["name"] = names.Of(hop.Peer),
                ["linkMs"] = Milliseconds(hop.LinkRoundTrip?.TotalMilliseconds),
                ["roundTripMs"] = Milliseconds(hop.RoundTrip?.TotalMilliseconds),
                ["crossed"] = hop.RoundTrip is null ? null : hop.Hops,
            }).ToArray(),
        };
    }

    /// <summary>The fields of the event "trace" of a message.</summary>
    public static OrderedDictionary<string, object?> Of(IChatNode node, MessageTrace trace)
    {
        PeerNames names = new(node);
        DateTimeOffset? written = trace.End == WayEnd.Reached ? trace.Hops[^1].At : null;
        return new()
        {
            ["peer"] = null,
            ["name"] = null,
            ["message"] = trace.Message.ToString(),
            ["end"] = EndOf(trace.End),
            ["hops"] = trace.Hops.Select(hop => (object?)new OrderedDictionary<string, object?>
            {
                ["peer"] = hop.Peer.ToString(),
                ["name"] = names.Of(hop.Peer),
                ["known"] = hop.IsKnown,
                ["crossed"] = hop.IsKnown ? hop.Hops : null,
                ["from"] = hop.From?.ToString(),
                ["manner"] = hop.IsKnown ? JsonLines.KebabCase(hop.Manner.ToString()) : null,
                ["at"] = hop.At is { } at ? JsonLine.Time(at) : null,
                ["afterMs"] = Milliseconds((hop.At - written)?.TotalMilliseconds),
                ["passedTo"] = hop.PassedTo.Select(peer => (object?)new OrderedDictionary<string, object?> { ["peer"] = peer.ToString(), ["name"] = names.Of(peer) }).ToArray(),
            }).ToArray(),
        };
    }
}
