using Mesh.Node.Chat;

namespace Mesh.Node.Terminal;

/// <summary>Who is there at one moment: this node, everybody heard of, and the links.</summary>
internal sealed record ChatSurroundings
{
    /// <summary>Peers shown and offered; beyond that the furthest are left out. The node bounds its own table as well.</summary>
    public const int PeersMax = 1_024;

    private const int IdLettersShown = 4;

    private readonly HashSet<string> _sharedNames;

    public ChatSurroundings(PeerId ownId, string ownName, string network, IEnumerable<MeshPeer> peers, IReadOnlyList<MeshLink> links)
    {
        OwnId = ownId;
        OwnName = ownName;
        Network = network;
        Peers = [.. peers.OrderBy(peer => peer.IsNeighbour ? 0 : 1).ThenBy(peer => peer.Hops).ThenBy(peer => peer.Name, StringComparer.OrdinalIgnoreCase).ThenBy(peer => peer.Id).Take(PeersMax)];
        Links = links;
        _sharedNames = Peers
            .Where(peer => peer.Id != ownId)
            .Select(peer => Printable.Name(peer.Name))
            .Append(Printable.Name(ownName))
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    public static ChatSurroundings Empty { get; } = new(default, string.Empty, string.Empty, [], []);

    public PeerId OwnId { get; }

    public string OwnName { get; }

    public string Network { get; }

    /// <summary>Neighbours first, then by hops, then by name.</summary>
    public IReadOnlyList<MeshPeer> Peers { get; }

    public IReadOnlyList<MeshLink> Links { get; }

    public static ChatSurroundings Of(IChatNode node) => new(node.Id, node.Name, node.Network, node.Peers, node.Links);

    /// <summary>A name as shown. Names prove nothing: when two bear the same, the start of the identity stands behind it.</summary>
    public string Label(PeerId peer, string name)
    {
        string shown = Printable.Name(name);
        bool impostor = peer != OwnId && shown.Equals(Printable.Name(OwnName), StringComparison.OrdinalIgnoreCase);
        return impostor || (peer != OwnId && _sharedNames.Contains(shown)) ? $"{shown}~{peer.ToString()[..IdLettersShown]}" : shown;
    }

    /// <summary>How far away somebody is, in words.</summary>
    public static string Distance(MeshPeer peer) => peer.IsNeighbour || peer.Hops <= 1 ? "near" : $"{peer.Hops} hops away";
}
