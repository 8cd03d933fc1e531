using Mesh.Protocol;

namespace Mesh.Hosting;

/// <summary>The links of other nodes as their presence tells. Bounded with the peers. The pump writes, anybody reads.</summary>
internal sealed class TopologyBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PeerId, TopologyLink[]> _links = [];

    /// <summary>Takes in a change of presence.</summary>
    public void Apply(PresenceChange change)
    {
        lock (_lock)
        {
            if (change.Kind == PresenceChangeKind.Left)
            {
                _links.Remove(change.Peer);
            }
            else if (_links.ContainsKey(change.Peer) || _links.Count < NodeLimits.PeersMax)
            {
                _links[change.Peer] = [.. change.Neighbours.Select(neighbour => new TopologyLink(change.Peer, neighbour.Peer, neighbour.RoundTripTime))];
            }
        }
    }

    /// <summary>The links that others tell of, by the teller's identity.</summary>
    public IReadOnlyList<TopologyLink> Snapshot()
    {
        lock (_lock)
        {
            return [.. _links.OrderBy(entry => entry.Key).SelectMany(entry => entry.Value)];
        }
    }
}
