using Mesh.Simulator.Network;

namespace Mesh.Simulator.Baselines;

/// <summary>Keeps the mesh of a node within its degrees, and says which links are in it.</summary>
internal sealed class GossipsubMesh
{
    private static readonly TimeSpan Backoff = TimeSpan.FromMinutes(1);

    private readonly INodeHost _host;
    private readonly GossipsubSpec _spec;
    private readonly SortedDictionary<int, GossipsubPeer> _peers;
    private readonly SortedDictionary<int, MeshInstant> _backoff = [];

    /// <summary>Makes it over the links of a node, which others add and take away.</summary>
    public GossipsubMesh(INodeHost host, GossipsubSpec spec, SortedDictionary<int, GossipsubPeer> peers)
    {
        _host = host;
        _spec = spec;
        _peers = peers;
    }

    /// <summary>A peer wants the link in the mesh.</summary>
    public void OnGraft(GossipsubPeer peer)
    {
        if (peer.IsInMesh)
        {
            return;
        }

        if (IsBackedOff(peer) || _peers.Values.Count(other => other.IsInMesh) >= _spec.DegreeHigh)
        {
            Prune(peer);
        }
        else
        {
            peer.IsInMesh = true;
        }
    }

    /// <summary>A peer wants the link out of the mesh.</summary>
    public void OnPrune(GossipsubPeer peer)
    {
        peer.IsInMesh = false;
        _backoff[peer.Number] = _host.Now + Backoff;
    }

    /// <summary>Grafts and prunes where it must; the peers are told with the rest of the heartbeat.</summary>
    public void Beat()
    {
        foreach (int over in _backoff.Where(entry => entry.Value <= _host.Now).Select(entry => entry.Key).ToArray())
        {
            _backoff.Remove(over);
        }

        GossipsubPeer[] mesh = [.. _peers.Values.Where(peer => peer.IsInMesh)];
        if (mesh.Length < _spec.DegreeLow)
        {
            foreach (GossipsubPeer peer in Draw([.. _peers.Values.Where(peer => !peer.IsInMesh && !IsBackedOff(peer))], _spec.Degree - mesh.Length))
            {
                peer.IsInMesh = true;
                GossipsubFrame.WriteSign(peer.Saying, GossipsubFrame.Graft);
            }
        }
        else if (mesh.Length > _spec.DegreeHigh)
        {
            foreach (GossipsubPeer peer in Draw(mesh, mesh.Length - _spec.Degree))
            {
                Prune(peer);
            }
        }
    }

    /// <summary>Some of the peers, drawn.</summary>
    public IEnumerable<GossipsubPeer> Draw(GossipsubPeer[] peers, int count)
    {
        int drawn = Math.Min(count, peers.Length);
        for (int i = 0; i < drawn; i++)
        {
            int other = i + _host.Random.Next(peers.Length - i);
            (peers[i], peers[other]) = (peers[other], peers[i]);
        }

        return peers.Take(drawn);
    }

    private bool IsBackedOff(GossipsubPeer peer) => _backoff.TryGetValue(peer.Number, out MeshInstant until) && _host.Now < until;

    private void Prune(GossipsubPeer peer)
    {
        OnPrune(peer);
        GossipsubFrame.WriteSign(peer.Saying, GossipsubFrame.Prune);
    }
}
