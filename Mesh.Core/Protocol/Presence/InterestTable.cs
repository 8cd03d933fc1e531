namespace Mesh.Protocol.Presence;

/// <summary>
/// What others subscribe to and offer. Whoever is there and has not said anything yet counts as wanting everything, so that nothing is lost before the
/// first presence. Bounded with the presences.
/// </summary>
internal sealed class InterestTable
{
    private readonly Dictionary<PeerId, Interest?> _peers = [];
    private readonly Dictionary<ulong, int> _topics = [];
    private readonly Dictionary<ulong, SortedSet<PeerId>> _offers = [];
    private readonly SortedSet<PeerId> _more = [];
    private int _wantAll;
    private WantedTopics? _wanted;

    /// <summary>Grows with every change of what is offered or of who is there.</summary>
    public long Version { get; private set; }

    /// <summary>What is wanted, for whoever may not ask the table. The same object until it changes.</summary>
    public WantedTopics Wanted => _wanted ??= _wantAll > 0 ? WantedTopics.All : WantedTopics.Of(_topics.Keys);

    /// <summary>Whether anybody else wants events of this topic.</summary>
    public bool IsWanted(ulong topic) => _wantAll > 0 || _topics.ContainsKey(topic);

    /// <summary>Who offers a procedure for certain, and whether executing it twice does no harm.</summary>
    public IEnumerable<(PeerId Peer, bool IsIdempotent)> Offering(ulong procedure) =>
        Peers(procedure).Select(peer => (peer, IsIdempotent: false)).Concat(Peers(procedure | Interest.Idempotent).Select(peer => (peer, IsIdempotent: true)));

    /// <summary>Who offers procedures that it does not name.</summary>
    public IEnumerable<PeerId> OfferingMore() => _more;

    /// <summary>Somebody is there; null: it has not told anything yet.</summary>
    public void Set(PeerId peer, Interest? interest)
    {
        if (_peers.TryGetValue(peer, out Interest? former))
        {
            if (interest is null || interest.Equals(former))
            {
                return;
            }

            Count(peer, former, -1);
        }

        _peers[peer] = interest;
        Count(peer, interest, 1);
        Version++;
    }

    /// <summary>Somebody is another run of itself: it offers the same, but knows nothing of what its former run was asked.</summary>
    public void OnNewRun() => Version++;

    /// <summary>Somebody is gone.</summary>
    public void Remove(PeerId peer)
    {
        if (_peers.Remove(peer, out Interest? former))
        {
            Count(peer, former, -1);
            Version++;
        }
    }

    private IEnumerable<PeerId> Peers(ulong procedure) => _offers.TryGetValue(procedure, out SortedSet<PeerId>? peers) ? peers : [];

    private void Count(PeerId peer, Interest? interest, int step)
    {
        if (interest is null || interest.WantsAll)
        {
            _wantAll += step;
            _wanted = null;
        }

        foreach (ulong topic in interest?.Topics.Distinct() ?? [])
        {
            int count = _topics.GetValueOrDefault(topic) + step;
            if (count == 0 || !_topics.ContainsKey(topic))
            {
                _wanted = null;
            }

            if (count == 0)
            {
                _topics.Remove(topic);
            }
            else
            {
                _topics[topic] = count;
            }
        }

        foreach (ulong procedure in interest?.Procedures ?? [])
        {
            Place(_offers, procedure, peer, step);
        }

        if (interest is { OffersMore: true })
        {
            _ = step > 0 ? _more.Add(peer) : _more.Remove(peer);
        }
    }

    private static void Place(Dictionary<ulong, SortedSet<PeerId>> offers, ulong procedure, PeerId peer, int step)
    {
        if (step > 0)
        {
            if (!offers.TryGetValue(procedure, out SortedSet<PeerId>? peers))
            {
                offers.Add(procedure, peers = []);
            }

            peers.Add(peer);
        }
        else if (offers.TryGetValue(procedure, out SortedSet<PeerId>? peers) && peers.Remove(peer) && peers.Count == 0)
        {
            offers.Remove(procedure);
        }
    }
}
