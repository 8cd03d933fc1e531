using System.Reflection;
using Mesh.Node.Chat;
using Mesh.Node.Lines;

namespace Mesh.Node.Ways;

/// <summary>How a node is doing, as the fields of the event "status" (docs/command.md, "Lines of JSON").</summary>
internal static class StatusFields
{
    /// <summary>The program's version, without the commit that it was built from.</summary>
    public static string Version { get; } =
        (typeof(StatusFields).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];

    /// <param name="node">The node.</param>
    /// <param name="places">Where its page, its data and its control socket are, as far as who asks may know; null where not.</param>
    /// <param name="now">The present moment.</param>
    public static OrderedDictionary<string, object?> Of(IChatNode node, NodePlaces places, DateTimeOffset now)
    {
        MeshFigures figures = node.Figures;
        IReadOnlyList<MeshPeer> peers = node.Peers;
        return new()
        {
            ["peer"] = node.Id.ToString(),
            ["name"] = node.Name,
            ["network"] = node.Network,
            ["version"] = Version,
            ["startedAt"] = JsonLine.Time(figures.StartedAt),
            ["uptimeSeconds"] = (long)Math.Max(0, (now - figures.StartedAt).TotalSeconds),
            ["listen"] = node.EndPoints,
            ["page"] = places.Page,
            ["data"] = places.Data,
            ["control"] = places.Control,
            ["rooms"] = node.Rooms,
            ["neighbours"] = peers.Count(peer => peer.IsNeighbour),
            ["further"] = peers.Count(peer => !peer.IsNeighbour),
            ["links"] = node.Links.Select(link => (object?)Link(link)).ToArray(),
            ["unsent"] = figures.MessagesUnsent,
            ["historyBytes"] = figures.HistoryBytes,
            ["historyBytesMax"] = figures.HistoryBytesMax,
            ["alone"] = node.AloneReasons.Select(reason => reason.Sentence).ToArray(),
        };
    }

    private static OrderedDictionary<string, object?> Link(MeshLink link) => new(WayFields.Link(link))
    {
        ["bytesReceived"] = link.BytesReceived,
        ["bytesSent"] = link.BytesSent,
    };
}
