using Mesh.Node.Chat;

namespace Mesh.Node.Wamp;

/// <summary>The mesh as one node sees it: who is there, and which links are told of.</summary>
internal static class TopologyPicture
{
    /// <summary>Nodes {peer, name, self, hops, neighbour} and links {from, to, roundTripMs}; in a mesh of hundreds as many as fit one event, near ones first.</summary>
    public static Dictionary<string, object?> Of(IChatNode node)
    {
        IReadOnlyList<TopologyLink> links = node.Topology;
        Dictionary<string, Dictionary<string, object?>> nodes = new()
        {
            [node.Id.ToString()] = Node(node.Id.ToString(), node.Name, isSelf: true, hops: 0, isNeighbour: false),
        };
        foreach (MeshPeer peer in node.Peers)
        {
            nodes[peer.Id.ToString()] = Node(peer.Id.ToString(), peer.Name, isSelf: false, peer.Hops, peer.IsNeighbour);
        }

        foreach (PeerId end in links.SelectMany(link => new[] { link.From, link.To }))
        {
            nodes.TryAdd(end.ToString(), Node(end.ToString(), end.ToShortString(), isSelf: false, hops: null, isNeighbour: false));
        }

        return new()
        {
            ["nodes"] = MeshValues.Fitting(nodes.Values, MeshValues.FittingBytes / 2),
            ["links"] = MeshValues.Fitting(links.Select(Link), MeshValues.FittingBytes / 2),
        };
    }

    /// <summary>What has to differ for the topology to be another: who is there under which name, and which links there are; not how quick they are.</summary>
    public static string Shape(IChatNode node) => string.Join(
        '\n',
        node.Peers.Select(peer => $"{peer.Id} {peer.Hops} {peer.Name}").Order(StringComparer.Ordinal)
            .Concat(node.Topology.Select(link => $"{link.From}-{link.To}").Order(StringComparer.Ordinal))
            .Append(node.Name));

    private static Dictionary<string, object?> Node(string id, string name, bool isSelf, int? hops, bool isNeighbour) => new()
    {
        ["peer"] = id,
        ["name"] = name,
        ["self"] = isSelf,
        ["hops"] = hops,
        ["neighbour"] = isNeighbour,
    };

    private static Dictionary<string, object?> Link(TopologyLink link) => new()
    {
        ["from"] = link.From.ToString(),
        ["to"] = link.To.ToString(),
        ["roundTripMs"] = link.RoundTrip?.TotalMilliseconds,
    };
}
