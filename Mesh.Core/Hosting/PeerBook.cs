using Mesh.Protocol;

namespace Mesh.Hosting;

/// <summary>Who is there, as the application sees it. Bounded: beyond <see cref="NodeLimits.PeersMax"/> newcomers are not shown. The pump writes, anybody reads.</summary>
internal sealed class PeerBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PeerId, MeshPeer> _peers = [];
    private readonly HashSet<PeerId> _neighbours = [];

    /// <summary>How many are known.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _peers.Count;
            }
        }
    }

    /// <summary>The name that a peer gave itself, or null while unknown.</summary>
    public string? NameOf(PeerId peer)
    {
        lock (_lock)
        {
            return _peers.TryGetValue(peer, out MeshPeer? known) && known.Name.Length > 0 ? known.Name : null;
        }
    }

    /// <summary>Neighbours first, then by name, then by identity.</summary>
    public IReadOnlyList<MeshPeer> Snapshot()
    {
        lock (_lock)
        {
            return
            [
                .. _peers.Values
                    .OrderByDescending(peer => peer.IsNeighbour)
                    .ThenBy(peer => peer.Name, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(peer => peer.Id),
            ];
        }
    }

    /// <summary>Takes in a change of presence.</summary>
    /// <returns>The event to tell, or null when nothing that people see has changed.</returns>
    public MeshEvent? Apply(PresenceChange change, DateTimeOffset at)
    {
        lock (_lock)
        {
            _peers.TryGetValue(change.Peer, out MeshPeer? known);
            if (change.Kind == PresenceChangeKind.Left)
            {
                return _peers.Remove(change.Peer) ? new PeerLeft(at, known!, change.SaidGoodbye) : null;
            }

            if (known is null && _peers.Count >= NodeLimits.PeersMax)
            {
                return null;
            }

            string[] rooms = [.. change.Rooms.Select(PeerText.Name)];
            bool isNeighbour = _neighbours.Contains(change.Peer);
            MeshPeer now = new(change.Peer, PeerText.Name(change.Name), isNeighbour, isNeighbour ? 1 : change.Hops, rooms, at);
            _peers[change.Peer] = now;
            if (known is null)
            {
                return new PeerAppeared(at, now);
            }

            bool same = known.Name == now.Name && known.Rooms.SequenceEqual(now.Rooms);
            return same ? null : new PeerChanged(at, now, known.Name);
        }
    }

    public void NeighbourUp(PeerId peer, DateTimeOffset at)
    {
        lock (_lock)
        {
            _neighbours.Add(peer);
            if (_peers.TryGetValue(peer, out MeshPeer? known))
            {
                _peers[peer] = known with { IsNeighbour = true, Hops = 1, LastHeard = at };
            }
        }
    }

    public void NeighbourDown(PeerId peer)
    {
        lock (_lock)
        {
            _neighbours.Remove(peer);
            if (_peers.TryGetValue(peer, out MeshPeer? known))
            {
                _peers[peer] = known with { IsNeighbour = false };
            }
        }
    }

    /// <summary>Something that the peer wrote arrived.</summary>
    public void Heard(PeerId peer, int hops, DateTimeOffset at)
    {
        lock (_lock)
        {
            if (_peers.TryGetValue(peer, out MeshPeer? known))
            {
                _peers[peer] = known with { LastHeard = at, Hops = known.IsNeighbour ? 1 : hops };
            }
        }
    }
}
