using Mesh.Node.Chat;
using Mesh.Node.Lines;

namespace Mesh.Node.Journal;

/// <summary>The shape of the mesh at one moment: nodes and the links between them.</summary>
internal sealed class MeshShape
{
    /// <summary>A round trip must move by a quarter to be news, and by so many milliseconds: less is noise of the clock and of the radio.</summary>
    private const double RoundTripStepMin = 2;

    private readonly IReadOnlyList<MeshShapeNode> _nodes;
    private readonly SortedDictionary<(PeerId From, PeerId To), double?> _links;

    private MeshShape(IReadOnlyList<MeshShapeNode> nodes, SortedDictionary<(PeerId From, PeerId To), double?> links)
    {
        _nodes = nodes;
        _links = links;
    }

    /// <summary>What the node knows now. Peers are bounded by the node; a link whose end nobody else names is a node, too.</summary>
    public static MeshShape Of(IChatNode node)
    {
        SortedDictionary<PeerId, MeshShapeNode> nodes = [];
        SortedDictionary<(PeerId From, PeerId To), double?> links = [];
        nodes[node.Id] = new MeshShapeNode(node.Id, node.Name, IsSelf: true, Hops: 0, IsNeighbour: false);
        foreach (MeshPeer peer in node.Peers)
        {
            nodes[peer.Id] = new MeshShapeNode(peer.Id, peer.Name, IsSelf: false, peer.Hops, peer.IsNeighbour);
        }

        foreach (TopologyLink link in node.Topology)
        {
            links[(link.From, link.To)] = link.RoundTrip?.TotalMilliseconds;
        }

        foreach (MeshLink link in node.Links)
        {
            links[(node.Id, link.Peer)] = link.RoundTrip?.TotalMilliseconds;
            nodes.TryAdd(link.Peer, new MeshShapeNode(link.Peer, link.Name, IsSelf: false, Hops: 1, IsNeighbour: true));
        }

        foreach (PeerId end in links.Keys.SelectMany(link => new[] { link.From, link.To }).ToArray())
        {
            nodes.TryAdd(end, new MeshShapeNode(end, end.ToShortString(), IsSelf: false, Hops: 0, IsNeighbour: false));
        }

        return new MeshShape([.. nodes.Values], links);
    }

    /// <summary>Whether somebody who looks at a map would see a difference.</summary>
    public bool DiffersFrom(MeshShape other) =>
        !_nodes.SequenceEqual(other._nodes)
        || !_links.Keys.SequenceEqual(other._links.Keys)
        || _links.Zip(other._links).Any(pair => HasMoved(pair.First.Value, pair.Second.Value));

    /// <summary>The event.</summary>
    public JsonLine ToLine() => JsonLine.Event("topology")
        .With("nodes", _nodes.Select(node => JsonLine.Object()
            .With("peer", node.Peer.ToString())
            .With("name", node.Name)
            .With("self", node.IsSelf)
            .With("hops", node.Hops)
            .With("neighbour", node.IsNeighbour)))
        .With("links", _links.Select(link => JsonLine.Object()
            .With("from", link.Key.From.ToString())
            .With("to", link.Key.To.ToString())
            .With("roundTripMs", link.Value is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : (TimeSpan?)null)));

    private static bool HasMoved(double? now, double? then) => (now, then) switch
    {
        (null, null) => false,
        (null, _) or (_, null) => true,
        _ => Math.Abs(now!.Value - then!.Value) > Math.Max(RoundTripStepMin, then!.Value / 4),
    };
}
