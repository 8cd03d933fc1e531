using Mesh.Node.Chat;

namespace Mesh.Node.Ways;

/// <summary>What peers call themselves at one moment; who is not known is called by the short form of its identity.</summary>
internal sealed class PeerNames
{
    private readonly Dictionary<PeerId, string> _names = [];

    public PeerNames(IChatNode node)
    {
        foreach ((PeerId id, string name) in All(node))
        {
            _names[id] = name;
        }
    }

    /// <summary>Everybody with a name, this node first.</summary>
    public static IEnumerable<(PeerId Id, string Name)> All(IChatNode node) =>
        [(node.Id, node.Name), .. node.Peers.Select(peer => (peer.Id, peer.Name)).Concat(node.Links.Select(link => (link.Peer, link.Name))).DistinctBy(peer => peer.Item1)];

    public string Of(PeerId peer) => _names.TryGetValue(peer, out string? name) && name.Length > 0 ? name : peer.ToShortString();
}
